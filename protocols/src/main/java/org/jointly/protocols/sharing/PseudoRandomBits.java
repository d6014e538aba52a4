package org.jointly.protocols.sharing;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.field.BinaryField;
import org.jointly.protocols.field.Lagrange;

/**
 * Random bits that nobody knows, shared in GF(2^k) without communication; and the summands that a party does know.
 *
 * <p>Shape: for each set A of t parties a random bit r_A known to those outside A. The secret bit is the sum of all r_A; a
 * share is the sum of r_A·f_A, as in {@link PseudoRandomSharing}. Knowing summands lets parties share the same bit in
 * another field.
 * <p>Cost: no rounds, no messages; C(n-1, t) drawn bits per bit.
 *
 * <p>All parties must make the same calls in the same order. Not for use by several threads.
 */
public final class PseudoRandomBits {
  private final BinaryField field;
  private final SortedMap<Integer, long[]> coefficients = new TreeMap<>();
  private final SortedMap<Integer, Prg> streams = new TreeMap<>();

  /**
   * @param purpose tells this instance from others of the same session; equal at all parties
   */
  public PseudoRandomBits(BinaryField field, SharingKeys keys, String purpose) {
    this.field = field;
    for (int set : keys.sets()) {
      coefficients.put(set, Lagrange.coefficients(field, PseudoRandomSharing.withOrigin(set), keys.me().value())[0]);
      streams.put(set, keys.outside(set, "bits/" + purpose));
    }
  }

  /**
   * What a party has of a vector of random bits.
   *
   * @param share its share, a vector over GF(2^k)
   * @param known by set A, as a bit mask of parties, the summands r_A that it knows, 64 bits a long
   */
  public record Drawn(long[] share, SortedMap<Integer, long[]> known) {
    public Drawn {
      known = Collections.unmodifiableSortedMap(known);
    }

    @Override
    public String toString() {
      return "Drawn[" + share.length + " longs, redacted]";
    }
  }

  /** Draws 64 bits for each of so many words. */
  public Drawn draw(int words) {
    long[] share = new long[field.degree() * words];
    SortedMap<Integer, long[]> known = new TreeMap<>();
    streams.forEach((set, stream) -> {
      long[] bits = new long[words];
      stream.nextLongs(bits);
      known.put(set, bits);
      field.addScaled(share, Arrays.copyOf(bits, share.length), coefficients.get(set));
    });
    return new Drawn(share, known);
  }

  @Override
  public String toString() {
    return "PseudoRandomBits[" + field.label() + "]";
  }
}
