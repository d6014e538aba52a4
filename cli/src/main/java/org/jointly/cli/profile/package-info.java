/**
 * What a session cost, round by round, as the nodes' flight recordings tell it: as a table, JSON, a trace or a page.
 *
 * <p>Begin with {@link org.jointly.cli.profile.Profile}. Knows neither nodes nor queries: recordings come from nodes that {@code
 * local} starts, or from an operator.
 */
package org.jointly.cli.profile;
