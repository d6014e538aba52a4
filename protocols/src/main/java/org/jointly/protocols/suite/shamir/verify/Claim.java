package org.jointly.protocols.suite.shamir.verify;

import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.RandomWords;

/**
 * A relation between shared values that must hold.
 *
 * <p>With random public coefficients c, each claim says: the sum of some products of shares is a linear combination of
 * shares. {@link #weigh} adds the former's factors to a {@link TermBuffer} and the latter to a total; all claims together are
 * then one claim about one inner product.
 */
public sealed interface Claim {

  /** Products that {@link #weigh} adds. */
  long terms(PrimeField field);

  /** Whether it is about nothing. */
  boolean isEmpty();

  /** Draws coefficients, adds this claim's products, and its share of what they should add up to. */
  void weigh(PrimeField field, RandomWords coefficients, TermBuffer terms, long[] total);

  /** left[i]·right[i] = result[i]: the terms (c[i]·left[i])·right[i]. */
  record Products(long[] left, long[] right, long[] result) implements Claim {
    @Override
    public long terms(PrimeField field) {
      return left.length / field.limbs();
    }

    @Override
    public boolean isEmpty() {
      return left.length == 0;
    }

    @Override
    public void weigh(PrimeField field, RandomWords coefficients, TermBuffer terms, long[] total) {
      int step = TermBuffer.ELEMENTS * field.limbs();
      for (int from = 0; from < left.length; from += step) {
        int to = Math.min(left.length, from + step);
        long[] weights = new long[to - from];
        field.sample(coefficients, weights);
        field.add(total, field.innerProduct(weights, Arrays.copyOfRange(result, from, to)), total);
        field.multiply(weights, Arrays.copyOfRange(left, from, to), weights);
        terms.add(weights, Arrays.copyOfRange(right, from, to));
      }
    }

    @Override
    public String toString() {
      return "Products[redacted]";
    }
  }

  /** vector[i]·factor = result[i]: the one term (sum of c[i]·vector[i])·factor. */
  record Multiples(long[] vector, long[] factor, long[] result) implements Claim {
    @Override
    public long terms(PrimeField field) {
      return 1;
    }

    @Override
    public boolean isEmpty() {
      return vector.length == 0;
    }

    @Override
    public void weigh(PrimeField field, RandomWords coefficients, TermBuffer terms, long[] total) {
      long[] sum = new long[field.limbs()];
      weighted(vector, field, coefficients, (weights, from, to) -> {
        field.add(sum, field.innerProduct(weights, Arrays.copyOfRange(vector, from, to)), sum);
        field.add(total, field.innerProduct(weights, Arrays.copyOfRange(result, from, to)), total);
      });
      terms.add(sum, factor);
    }

    @Override
    public String toString() {
      return "Multiples[redacted]";
    }
  }

  /** The sum of all left[i]·right[i] = result: the terms (c·left[i])·right[i]. */
  record InnerProduct(long[] left, long[] right, long[] result) implements Claim {
    @Override
    public long terms(PrimeField field) {
      return left.length / field.limbs();
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public void weigh(PrimeField field, RandomWords coefficients, TermBuffer terms, long[] total) {
      long[] weight = new long[field.limbs()];
      field.sample(coefficients, weight);
      field.addScaled(total, result, weight);
      int step = TermBuffer.ELEMENTS * field.limbs();
      for (int from = 0; from < left.length; from += step) {
        int to = Math.min(left.length, from + step);
        long[] scaled = Arrays.copyOfRange(left, from, to);
        field.scale(scaled, weight, scaled);
        terms.add(scaled, Arrays.copyOfRange(right, from, to));
      }
    }

    @Override
    public String toString() {
      return "InnerProduct[redacted]";
    }
  }

  /** vector[i] = 0: no term. */
  record Zeros(long[] vector) implements Claim {
    @Override
    public long terms(PrimeField field) {
      return 0;
    }

    @Override
    public boolean isEmpty() {
      return vector.length == 0;
    }

    @Override
    public void weigh(PrimeField field, RandomWords coefficients, TermBuffer terms, long[] total) {
      weighted(vector, field, coefficients, (weights, from, to) ->
          field.add(total, field.innerProduct(weights, Arrays.copyOfRange(vector, from, to)), total));
    }

    @Override
    public String toString() {
      return "Zeros[redacted]";
    }
  }

  /** What to do with the coefficients of a stretch of a vector. */
  interface Stretch {
    void with(long[] weights, int from, int to);
  }

  private static void weighted(long[] vector, PrimeField field, RandomWords coefficients, Stretch stretch) {
    int step = TermBuffer.ELEMENTS * field.limbs();
    for (int from = 0; from < vector.length; from += step) {
      int to = Math.min(vector.length, from + step);
      long[] weights = new long[to - from];
      field.sample(coefficients, weights);
      stretch.with(weights, from, to);
    }
  }
}
