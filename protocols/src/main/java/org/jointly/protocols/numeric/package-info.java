/**
 * Vectors of secrets beside FRESCO's {@code Numeric}: the language statistics are written in.
 *
 * <p>Begin with {@link org.jointly.protocols.numeric.VectorNumeric}. Nothing here knows a particular suite.
 */
package org.jointly.protocols.numeric;
