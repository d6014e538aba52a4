/**
 * Bulk arithmetic in finite fields on {@code long[]}: prime fields for numbers, GF(2^k) in bit slices for bits.
 *
 * <p>Knows neither parties nor sharing. No branch and no array index depends on the value of an element, except where the
 * Javadoc says that elements must be public. Begin at {@link org.jointly.protocols.field.PrimeField}.
 */
package org.jointly.protocols.field;
