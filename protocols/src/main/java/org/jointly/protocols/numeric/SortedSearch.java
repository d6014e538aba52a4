package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;

/**
 * Finds how many elements of an ascending vector are below public values, comparing with few of them: the vector is cut into as many
 * blocks as the last element of each is compared with, the block is chosen on shares, and cut again.
 *
 * <p>For G elements in L steps, with f^L above G: per value L·(f-1) comparisons instead of G, and below 2·G products; L times the rounds
 * of a comparison, and L-1 of a product. For those to whom a comparison costs much more than a product.
 *
 * <p>What is compared from the second step on are products with answers of the step before: who searches among what parties put in who may
 * lie has proofs that it ascends within its bounds.
 */
final class SortedSearch {
  /** The most blocks of one step. */
  private static final int MOST_BLOCKS = 8;

  private final VectorNumeric vectors;
  private final IntegerVector values;
  private final int bits;
  private final int blocks;

  private SortedSearch(VectorNumeric vectors, IntegerVector values, int bits, int blocks) {
    this.vectors = vectors;
    this.values = values;
    this.bits = bits;
    this.blocks = blocks;
  }

  /** @param ascending known to be so; elements and values are in [0, 2^bits) */
  static DRes<SecretVector> places(
      VectorNumeric vectors, DRes<SecretVector> ascending, int length, IntegerVector values, int bits) {
    int steps = 1;
    while (power(MOST_BLOCKS, steps) <= length) {
      steps++;
    }
    int blocks = 2;
    while (power(blocks, steps) <= length) {
      blocks++;
    }
    int padded = (int) power(blocks, steps);
    DRes<SecretVector> top =
        vectors.known(IntegerVector.of(IntStream.range(length, padded).mapToLong(i -> (1L << bits) - 1).toArray()));
    int[] again = IntStream.range(0, values.length() * padded).map(i -> i % padded).toArray();
    return new SortedSearch(vectors, values, bits, blocks)
        .within(vectors.gather(vectors.concatenate(List.of(ascending, top)), again), padded);
  }

  private static long power(long base, int exponent) {
    return BigInteger.valueOf(base).pow(exponent).longValueExact();
  }

  /** @param parts for each value the elements among which its place is, ascending, the last never below it */
  private DRes<SecretVector> within(DRes<SecretVector> parts, int length) {
    int size = length / blocks;
    DRes<SecretVector> reached = vectors.atLeast(vectors.gather(parts, lasts(size)), thresholds(), bits);
    DRes<SecretVector> place = vectors.scale(before(reached), IntegerVector.of(IntStream.range(0, values.length()).mapToLong(i -> size).toArray()));
    if (size == 1) {
      return place;
    }
    return vectors.add(place, within(chosen(parts, reached, size), size));
  }

  /** Of every block but the last, its last element. */
  private int[] lasts(int size) {
    return IntStream.range(0, values.length() * (blocks - 1))
        .map(i -> (i / (blocks - 1) * blocks + i % (blocks - 1) + 1) * size - 1)
        .toArray();
  }

  private IntegerVector thresholds() {
    return IntegerVector.of(
        IntStream.range(0, values.length() * (blocks - 1)).mapToLong(i -> values.longAt(i / (blocks - 1))).toArray());
  }

  /** How many blocks end below the value. */
  private DRes<SecretVector> before(DRes<SecretVector> reached) {
    DRes<SecretVector> number = vectors.known(IntegerVector.of(IntStream.range(0, values.length()).mapToLong(i -> blocks - 1).toArray()));
    for (int block = 0; block < blocks - 1; block++) {
      number = vectors.subtract(number, ofBlock(reached, blocks - 1, block));
    }
    return number;
  }

  private DRes<SecretVector> ofBlock(DRes<SecretVector> vector, int each, int block) {
    return vectors.gather(vector, IntStream.range(0, values.length()).map(i -> i * each + block).toArray());
  }

  /** The elements of the first block that reaches the value. */
  private DRes<SecretVector> chosen(DRes<SecretVector> parts, DRes<SecretVector> reached, int size) {
    int bit = blocks - 1;
    int constant = values.length() * bit;
    int[] here = IntStream.range(0, values.length() * blocks)
        .map(i -> i % blocks == bit ? constant : i / blocks * bit + i % blocks)
        .toArray();
    int[] before = IntStream.range(0, values.length() * blocks)
        .map(i -> i % blocks == 0 ? constant : i / blocks * bit + i % blocks - 1)
        .toArray();
    DRes<SecretVector> first = vectors.subtract(
        vectors.gather(vectors.concatenate(List.of(reached, vectors.known(IntegerVector.of(1)))), here),
        vectors.gather(vectors.concatenate(List.of(reached, vectors.known(IntegerVector.of(0)))), before));
    int[] repeated = IntStream.range(0, values.length() * blocks * size).map(i -> i / size).toArray();
    DRes<SecretVector> masked = vectors.multiply(vectors.gather(first, repeated), parts);
    DRes<SecretVector> sum = inBlock(masked, size, 0);
    for (int block = 1; block < blocks; block++) {
      sum = vectors.add(sum, inBlock(masked, size, block));
    }
    return sum;
  }

  private DRes<SecretVector> inBlock(DRes<SecretVector> parts, int size, int block) {
    return vectors.gather(parts, IntStream.range(0, values.length() * size)
        .map(i -> (i / size * blocks + block) * size + i % size)
        .toArray());
  }
}
