package org.jointly.protocols.field;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What linear sharings do to whole vectors beyond adding and scaling: sums along a vector, and rearrangements. New arrays throughout.
 */
public record FieldVectors(PrimeField field) {

  /** The sum of all elements; one element. */
  public long[] sum(long[] terms) {
    if (terms.length == 0) {
      return field.element(0);
    }
    long[] rest = terms.clone();
    while (rest.length > field.limbs()) {
      rest = halve(rest);
    }
    return rest;
  }

  /** The first half plus the second, an odd last element kept. */
  private long[] halve(long[] terms) {
    int limbs = field.limbs();
    int half = terms.length / limbs / 2 * limbs;
    long[] sum = Arrays.copyOf(terms, half);
    field.add(sum, Arrays.copyOfRange(terms, half, 2 * half), sum);
    if (2 * half < terms.length) {
      long[] first = Arrays.copyOf(sum, limbs);
      field.add(first, Arrays.copyOfRange(terms, 2 * half, terms.length), first);
      System.arraycopy(first, 0, sum, 0, limbs);
    }
    return sum;
  }

  /** Inclusive prefix sums. */
  public long[] prefixSum(long[] terms) {
    long[] sums = terms.clone();
    int limbs = field.limbs();
    long[] total = field.element(0);
    long[] element = new long[limbs];
    for (int at = 0; at < sums.length; at += limbs) {
      System.arraycopy(sums, at, element, 0, limbs);
      field.add(total, element, total);
      System.arraycopy(total, 0, sums, at, limbs);
    }
    return sums;
  }

  /**
   * The elements at some positions.
   *
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public long[] gather(long[] vector, int[] positions) {
    int limbs = field.limbs();
    long[] gathered = new long[positions.length * limbs];
    for (int i = 0; i < positions.length; i++) {
      Objects.checkIndex(positions[i], vector.length / limbs);
      System.arraycopy(vector, positions[i] * limbs, gathered, i * limbs, limbs);
    }
    return gathered;
  }

  /** Several vectors, one after another. */
  public static long[] concatenate(List<long[]> vectors) {
    long[] joined = new long[vectors.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (long[] part : vectors) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** One element, many times. */
  public static long[] repeated(long[] element, int length) {
    long[] vector = new long[element.length * length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = element[i % element.length];
    }
    return vector;
  }
}
