/**
 * The question and its answer: immutable values with one canonical binary form each.
 *
 * <p>Pure data: nothing here knows a protocol, a database or a file. An instance that exists is well-formed; whether a
 * statistic can answer it is the planner's to say. Begin with {@link org.jointly.protocols.query.QuerySpec}.
 */
package org.jointly.protocols.query;
