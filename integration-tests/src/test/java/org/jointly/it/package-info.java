/**
 * Real processes: nodes and commands as a stranger would start them. Begin with {@link org.jointly.it.Jointly}, a command, and {@link
 * org.jointly.it.Consortium}, nodes that can be killed.
 */
package org.jointly.it;
