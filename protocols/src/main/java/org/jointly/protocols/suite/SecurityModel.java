package org.jointly.protocols.suite;

/**
 * Against whom a computation is safe, and with which parameters: printed on every report.
 *
 * @param suite the suite's name in the catalogue
 * @param adversary what corrupted parties may do
 * @param threshold how many parties may be corrupted, at most
 * @param parties how many parties take part
 * @param field the field, for people: {@code 2^61-1}
 * @param fieldBits the bit length of the field's modulus
 * @param statisticalBits the statistical security parameter: masks, checks and probabilistic steps fail with probability
 *     at most 2^-statisticalBits; 0 if there are none, so that nothing can fail
 */
public record SecurityModel(
    String suite, Adversary adversary, int threshold, int parties, String field, int fieldBits, int statisticalBits) {}
