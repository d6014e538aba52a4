/**
 * A verified answer as its analyst reads it: the document for programs and the page for people. Begin with
 * {@link org.jointly.cli.outcome.OutcomeDocument}.
 */
package org.jointly.cli.outcome;
