/**
 * What a site computes on its own rows, and the integer cells that result.
 *
 * <p>Begin with {@link org.jointly.protocols.aggregate.LocalAggregation}. Most kinds are declared here and computed by the runtime, in
 * the site's database. {@link org.jointly.protocols.aggregate.LocalAggregation.OfRows} is computed here: the runtime only reads the
 * texts of the rows, {@link org.jointly.protocols.aggregate.RowDecoder} makes numbers of them, {@link
 * org.jointly.protocols.aggregate.RowTable} holds them, and a statistic's {@link org.jointly.protocols.aggregate.RowFold} makes the
 * cells. All of it is one site's plaintext and never leaves the site; nothing is printed of it.
 */
package org.jointly.protocols.aggregate;
