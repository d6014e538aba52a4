/**
 * Vectors of secrets beside FRESCO's {@code Numeric}: the language statistics are written in.
 *
 * <p>Begin with {@link org.jointly.protocols.numeric.VectorNumeric}. A suite extends {@link
 * org.jointly.protocols.numeric.ComposedVectorNumeric} with its natives, or has none. Nothing here knows a particular suite.
 */
package org.jointly.protocols.numeric;
