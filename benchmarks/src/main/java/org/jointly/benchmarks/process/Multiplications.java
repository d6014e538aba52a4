package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/**
 * Element-wise products of secret vectors, one after another.
 *
 * @param wide whether values need the field of 127 bits
 * @param depth how many products, each of the result before with the second operand
 */
record Multiplications(boolean wide, int depth, int length) implements Workload {
  private static final int NARROW_BITS = 59;
  private static final int WIDE_BITS = 120;

  @Override
  public String name() {
    return "multiply-" + (wide ? 127 : 61) + (depth == 1 ? "-" : "-chain-") + length;
  }

  @Override
  public String description() {
    return depth == 1
        ? String.format("%,d parallel multiplications", length)
        : String.format("%d vectors of %,d multiplications, one after another", depth, length);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return suite.model(parties, adversary, wide ? WIDE_BITS : NARROW_BITS, 0);
  }

  @Override
  public Prepared prepare(Bench bench) {
    // The last product is the largest: depth factors below 2^bits beside the first.
    int bits = (wide ? WIDE_BITS : NARROW_BITS) / (depth + 1);
    IntegerVector left = Bench.numbers(length, bits, 1);
    IntegerVector right = Bench.numbers(length, bits, 2);
    DRes<SecretVector> x = bench.input(left, 1);
    DRes<SecretVector> y = bench.input(right, 2);
    return new Prepared() {
      private DRes<SecretVector> product = x;

      @Override
      public void run() {
        product = x;
        for (int i = 0; i < depth; i++) {
          DRes<SecretVector> before = product;
          product = bench.compute("joint", vectors -> vectors.multiply(before, y));
        }
      }

      @Override
      public void check() {
        bench.check(product, length, i -> left.at(i).multiply(right.at(i).pow(depth)));
      }
    };
  }
}
