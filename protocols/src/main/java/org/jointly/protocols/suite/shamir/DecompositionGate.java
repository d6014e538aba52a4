package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.shamir.bits.SumBits;

/**
 * The bits of numbers, place after place, as shares in the prime field.
 *
 * <p>The bits are those of a sum of t+1 numbers, of which the parties 1..t+1 know one each ({@link BitCircuitGate}).
 *
 * <p>Security: semi-honest; perfect but for the streams.
 *
 * <p>Cost for l bits, with D = n-1-t, e the bytes of a field element, h the bit length of t, m = l+h, C the layers in which
 * c = t-1 additions make two of t+1 numbers, P the products of {@link SumBits}, v = ceil(length / 8) and w =
 * ceil(length·l / 8) bytes; the sum over all parties:
 *
 * <pre>
 *   rounds  3 + C + ceil(log2(m-1))
 *   bytes   v·kD·((t+1)m + (2t+1)(c·m + P)) + w·n·t + length·l·e·D·(t + (t-1)(2t+1) + t+1)
 * </pre>
 *
 * <p>That is, for three parties, 2^61-1, and 32 bits, 8 rounds and 306 bytes a number and party, 256 of them for the way into the
 * prime field.
 *
 * <p>Sources: as those of {@link ComparisonGate}.
 */
final class DecompositionGate extends BitCircuitGate {
  private final DRes<? extends SecretVector> vector;
  private final int bits;

  /** @param bits every element is in [0, 2^bits) */
  DecompositionGate(DRes<? extends SecretVector> vector, int bits) {
    this.vector = vector;
    this.bits = bits;
  }

  @Override
  Circuit circuit(ShamirResources resources) {
    ComparisonGate.requireRoom(bits, resources);
    ShamirShares shares = shares(vector);
    int skipped = guardPlaces(resources.threshold());
    int places = bits + skipped;
    return new Circuit(bits * shares.length(), next -> new SumBits(resources.bits(), shares.length(), places, skipped)
        .of(summand(shares.elements(), places, resources), next));
  }
}
