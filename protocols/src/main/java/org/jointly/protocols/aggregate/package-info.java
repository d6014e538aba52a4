/**
 * What a site computes on its own rows, and the integer cells that result. Declares; the database work is the runtime's.
 * Begin with {@link org.jointly.protocols.aggregate.LocalAggregation}.
 */
package org.jointly.protocols.aggregate;
