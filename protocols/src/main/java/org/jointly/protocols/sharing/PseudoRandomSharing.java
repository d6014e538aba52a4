package org.jointly.protocols.sharing;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.VectorField;

/**
 * Shares of secrets that nobody knows, without communication.
 *
 * <p>Shape: for each set A of t parties let r_A be drawn from the stream of those outside A, and f_A the polynomial of degree
 * t with f_A(0) = 1 and f_A(i) = 0 for i in A. The sum of r_A·f_A over all A shares the sum of the r_A, and a party needs only
 * the r_A that it can draw. The sum of r_A,k·x^k·f_A over all A and k = 1..t shares zero with degree 2t.
 * <p>Security: t corrupted parties lack the key of the set A that they form.
 * <p>Cost: no rounds, no messages; per element C(n-1, t) draws for a random secret, t times as many for zero.
 * <p>Source: Cramer, Damgård, Ishai, Share conversion, pseudorandom secret-sharing and applications, TCC 2005.
 *
 * <p>All parties must make the same calls in the same order. Not for use by several threads.
 */
public final class PseudoRandomSharing {
  private final VectorField field;
  private final int threshold;
  private final int me;
  /** By set A: my f_A(i). */
  private final SortedMap<Integer, long[]> coefficients = new TreeMap<>();
  private final SortedMap<Integer, Prg> randomStreams = new TreeMap<>();
  private final SortedMap<Integer, Prg> zeroStreams = new TreeMap<>();

  /**
   * @param purpose tells this instance from others of the same session; equal at all parties
   */
  public PseudoRandomSharing(VectorField field, SharingKeys keys, String purpose) {
    this.field = field;
    this.threshold = keys.threshold();
    this.me = keys.me().value();
    for (int set : keys.sets()) {
      coefficients.put(set, Lagrange.coefficients(field, withOrigin(set), me)[0]);
      randomStreams.put(set, keys.outside(set, "random/" + field.label() + "/" + purpose));
      zeroStreams.put(set, keys.outside(set, "zero/" + field.label() + "/" + purpose));
    }
  }

  /**
   * This party's share, of degree t, of a vector of uniformly random secrets.
   *
   * @param longs the length of the vector in longs
   */
  public long[] random(int longs) {
    long[] share = new long[longs];
    long[] drawn = new long[longs];
    randomStreams.forEach((set, stream) -> {
      field.sample(stream, drawn);
      field.addScaled(share, drawn, coefficients.get(set));
    });
    return share;
  }

  /**
   * This party's share, of degree 2t, of a vector of zeros.
   *
   * @param longs the length of the vector in longs
   */
  public long[] zero(int longs) {
    long[] share = new long[longs];
    long[] drawn = new long[longs];
    zeroStreams.forEach((set, stream) -> {
      long[] coefficient = coefficients.get(set);
      for (int power = 1; power <= threshold; power++) {
        coefficient = field.product(coefficient, field.point(me));
        field.sample(stream, drawn);
        field.addScaled(share, drawn, coefficient);
      }
    });
    return share;
  }

  @Override
  public String toString() {
    return "PseudoRandomSharing[" + field.label() + ", party " + me + "]";
  }

  /** 0 and the members of a set. */
  static int[] withOrigin(int set) {
    int[] members = IntStream.rangeClosed(1, 30).filter(i -> (set >>> i - 1 & 1) != 0).toArray();
    int[] points = Arrays.copyOf(members, members.length + 1);
    System.arraycopy(members, 0, points, 1, members.length);
    points[0] = 0;
    return points;
  }
}
