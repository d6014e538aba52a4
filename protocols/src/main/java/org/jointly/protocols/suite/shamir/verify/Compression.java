package org.jointly.protocols.suite.shamir.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jointly.protocols.field.PrimeField;

/**
 * One level of making an inner product shorter.
 *
 * <p>The terms are cut in k parts. Let F and G be the vectors of polynomials of degree k-1 with F(j) and G(j) the left and
 * right factors of part j, and H that of degree 2k-2 with H(x) = F(x)·G(x), the inner product. If the claimed values of H at 0, ...,
 * 2k-2 are not those of F·G, they differ at a random point but with probability (2k-2)/p; so the claim about H at that
 * point, k times shorter, takes the place of the first. The sum of the parts is the total that was claimed before, which gives
 * the value at k-1.
 *
 * <p>Source: Boneh, Boyle, Corrigan-Gibbs, Gilboa, Ishai, CRYPTO 2019; on shares of an honest majority Goyal, Song, CRYPTO 2020.
 */
public final class Compression {
  private final PrimeField field;
  private final int parts;
  private final boolean masked;
  private final Terms terms;
  private final Nodes nodes;

  /**
   * @param parts k, at least 2
   * @param masked whether part 0 is a random product beside the total
   */
  public Compression(PrimeField field, int parts, boolean masked, Terms terms) {
    this.field = field;
    this.parts = parts;
    this.masked = masked;
    this.terms = terms;
    this.nodes = new Nodes(field, parts);
  }

  /** The values of H that must be shared: at 0, ..., k-2, k, ..., 2k-2. */
  public int valueCount() {
    return 2 * parts - 2;
  }

  /** This party's shares, of degree 2t, of those values. */
  public long[] values() {
    long[] values = new long[valueCount() * field.limbs()];
    terms.visit((left, right) -> {
      long[][] f = cut(left);
      long[][] g = cut(right);
      for (int j = 0; j < parts - 1; j++) {
        accumulate(values, j, f[j], g[j]);
      }
      differences(f);
      differences(g);
      for (int j = 0; j < parts - 1; j++) {
        accumulate(values, parts - 1 + j, next(f), next(g));
      }
    });
    return values;
  }

  /** Puts, in place of the value at j, the difference of order k-1-j that ends at k-1. */
  private void differences(long[][] values) {
    for (int order = 1; order < parts; order++) {
      for (int j = 0; j < parts - order; j++) {
        field.subtract(values[j + 1], values[j], values[j]);
      }
    }
  }

  /** Makes the differences end at the next point, where the last one is the value: additions only. */
  private long[] next(long[][] differences) {
    for (int j = 1; j < parts; j++) {
      field.add(differences[j], differences[j - 1], differences[j]);
    }
    return differences[parts - 1];
  }

  private void accumulate(long[] values, int at, long[] left, long[] right) {
    long[] sum = field.innerProduct(left, right);
    field.add(sum, element(values, at), sum);
    System.arraycopy(sum, 0, values, at * field.limbs(), field.limbs());
  }

  /**
   * The value of H at a point.
   *
   * @param total shares of what all parts, but the mask, should add up to
   * @param values shares of the {@link #values()}, of degree t by now
   */
  public long[] resultAt(long[] point, long[] total, long[] values) {
    int limbs = field.limbs();
    long[] last = total.clone();
    for (int j = masked ? 1 : 0; j < parts - 1; j++) {
      field.subtract(last, element(values, j), last);
    }
    long[] all = new long[values.length + limbs];
    int before = (parts - 1) * limbs;
    System.arraycopy(values, 0, all, 0, before);
    System.arraycopy(last, 0, all, before, limbs);
    System.arraycopy(values, before, all, before + limbs, values.length - before);
    return field.innerProduct(all, new Nodes(field, 2 * parts - 1).coefficientsAt(point));
  }

  /** F and G at a point. */
  public HeldTerms at(long[] point) {
    long[] coefficients = nodes.coefficientsAt(point);
    List<long[]> left = new ArrayList<>();
    List<long[]> right = new ArrayList<>();
    terms.visit((f, g) -> {
      left.add(combined(cut(f), coefficients));
      right.add(combined(cut(g), coefficients));
    });
    return new HeldTerms(field, joined(left), joined(right));
  }

  /** A segment in k parts of equal length, filled up with zeros. */
  private long[][] cut(long[] segment) {
    int limbs = field.limbs();
    int elements = segment.length / limbs;
    int length = (elements + parts - 1) / parts * limbs;
    long[][] cut = new long[parts][];
    for (int j = 0; j < parts; j++) {
      int from = Math.min(segment.length, j * length);
      cut[j] = Arrays.copyOfRange(segment, from, from + length);
    }
    return cut;
  }

  private long[] combined(long[][] vectors, long[] coefficients) {
    long[] sum = new long[vectors[0].length];
    for (int j = 0; j < parts; j++) {
      field.addScaled(sum, vectors[j], element(coefficients, j));
    }
    return sum;
  }

  private long[] element(long[] vector, int index) {
    return Arrays.copyOfRange(vector, index * field.limbs(), (index + 1) * field.limbs());
  }

  private static long[] joined(List<long[]> vectors) {
    long[] all = new long[vectors.stream().mapToInt(vector -> vector.length).sum()];
    int at = 0;
    for (long[] vector : vectors) {
      System.arraycopy(vector, 0, all, at, vector.length);
      at += vector.length;
    }
    return all;
  }

  @Override
  public String toString() {
    return "Compression[" + parts + " parts, redacted]";
  }
}
