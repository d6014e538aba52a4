package org.jointly.protocols.sharing;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.RandomWords;
import org.jointly.protocols.field.VectorField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * Shamir's secret sharing of whole vectors with one threshold.
 *
 * <p>Shape: for each element a polynomial f of degree t with f(0) = secret; the share of party i is f(i), i = 1..n.
 * <p>Security: any t shares are uniform and independent of the secret.
 * <p>Source: Shamir, How to share a secret, CACM 1979.
 *
 * @param field the field of secrets and shares
 * @param parties n
 * @param threshold t, the number of shares that say nothing
 */
public record ShamirSharing(VectorField field, int parties, int threshold) {

  /**
   * @throws IllegalArgumentException unless 0 &lt;= t &lt; n and the field has n nonzero points
   */
  public ShamirSharing {
    if (threshold < 0 || threshold >= parties) {
      throw new IllegalArgumentException("threshold " + threshold + " is not in [0, " + parties + ")");
    }
    field.point(parties);
  }

  /**
   * Splits a vector of secrets; entry i-1 is the share of party i.
   *
   * <p>The shares of parties 1..t are drawn, and the others follow: the same distribution as drawing coefficients.
   * <p>Cost: no rounds; (n-t)·(t+1) multiplications an element.
   */
  public long[][] split(long[] secrets, RandomWords random) {
    long[][] shares = new long[parties][secrets.length];
    for (int i = 0; i < threshold; i++) {
      field.sample(random, shares[i]);
    }
    int[] points = new int[threshold + 1];
    for (int i = 0; i <= threshold; i++) {
      points[i] = i;
    }
    for (int party = threshold + 1; party <= parties; party++) {
      long[][] coefficients = Lagrange.coefficients(field, points, party);
      field.addScaled(shares[party - 1], secrets, coefficients[0]);
      for (int i = 0; i < threshold; i++) {
        field.addScaled(shares[party - 1], shares[i], coefficients[i + 1]);
      }
    }
    return shares;
  }

  /** The coefficients with which the shares of the given parties add up to the value at a point (0: the secret). */
  public long[][] lagrange(int[] parties, int at) {
    return Lagrange.coefficients(field, parties, at);
  }

  /**
   * The secrets behind at least t+1 shares. All shares beyond t+1 are checked against the others.
   *
   * @throws IllegalArgumentException if there are fewer than t+1 shares, or their lengths differ
   * @throws ProtocolViolationException if the shares lie on no polynomial of degree t; says so if leaving out one party explains it, which
   *     takes at least t+3 shares, but accuses nobody: t parties together can make any other one look so, and so can a dealer
   */
  public long[] recombine(SortedMap<PartyIndex, long[]> shares) {
    requireComplete(shares);
    if (!consistent(shares)) {
      throw deviation(shares);
    }
    return interpolate(shares, 0);
  }

  /** Whether the shares lie on polynomials of degree t. */
  private boolean consistent(SortedMap<PartyIndex, long[]> shares) {
    return shares.entrySet().stream()
        .skip(threshold + 1)
        .allMatch(entry -> Arrays.equals(interpolate(shares, entry.getKey().value()), entry.getValue()));
  }

  /** What the first t+1 shares say about a point. */
  private long[] interpolate(SortedMap<PartyIndex, long[]> shares, int at) {
    int[] points = shares.keySet().stream().limit(threshold + 1).mapToInt(PartyIndex::value).toArray();
    long[][] coefficients = lagrange(points, at);
    long[] value = new long[shares.get(shares.firstKey()).length];
    for (int i = 0; i < points.length; i++) {
      field.addScaled(value, shares.get(new PartyIndex(points[i])), coefficients[i]);
    }
    return value;
  }

  private ProtocolViolationException deviation(SortedMap<PartyIndex, long[]> shares) {
    if (shares.size() >= threshold + 3) {
      for (PartyIndex suspect : shares.keySet()) {
        SortedMap<PartyIndex, long[]> others = new TreeMap<>(shares);
        others.remove(suspect);
        if (consistent(others)) {
          return ProtocolViolationException.unattributed("the shares of " + shares.size() + " parties lie on no polynomial of degree "
              + threshold + ", but those of all but party " + suspect
              + " do: it cheats, or who dealt these shares, or several of the others together; session aborted");
        }
      }
    }
    return ProtocolViolationException.unattributed(
        "the shares of " + shares.size() + " parties lie on no polynomial of degree " + threshold + "; session aborted");
  }

  private void requireComplete(SortedMap<PartyIndex, long[]> shares) {
    if (shares.size() <= threshold) {
      throw new IllegalArgumentException((threshold + 1) + " shares are needed, got " + shares.size());
    }
    if (shares.values().stream().mapToInt(share -> share.length).distinct().count() > 1) {
      throw new IllegalArgumentException("shares must have equal lengths");
    }
    if (shares.lastKey().value() > parties) {
      throw new IllegalArgumentException("party " + shares.lastKey() + " of " + parties);
    }
  }
}
