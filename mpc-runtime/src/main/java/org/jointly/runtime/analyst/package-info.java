/**
 * The door for analysts: sends a signed question to one node, and believes the answer only when every party signed it.
 *
 * <p>Begin with {@link org.jointly.runtime.analyst.QueryClient}. The node that is asked need not be trusted: {@link
 * org.jointly.runtime.analyst.OutcomeCheck} compares what all parties signed with each other and with the plan the analyst compiles
 * from its own question.
 */
package org.jointly.runtime.analyst;
