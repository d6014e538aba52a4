/**
 * What an operator asks of their own running node, with the node's own key: to make material, and what the others have of it. Begin with
 * {@link org.jointly.cli.operator.OwnNode}.
 */
package org.jointly.cli.operator;
