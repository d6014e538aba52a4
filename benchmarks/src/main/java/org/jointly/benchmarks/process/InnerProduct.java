package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** The inner product of two secret vectors. */
record InnerProduct(int length) implements Workload {
  private static final int BITS = 18;
  private static final int SUM_BITS = 58;

  @Override
  public String name() {
    return "inner-product-" + length;
  }

  @Override
  public String description() {
    return String.format("inner product of two vectors of %,d", length);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return suite.model(parties, adversary, SUM_BITS, 0);
  }

  @Override
  public Prepared prepare(Bench bench) {
    IntegerVector left = Bench.numbers(length, BITS, 1);
    IntegerVector right = Bench.numbers(length, BITS, 2);
    DRes<SecretVector> x = bench.input(left, 1);
    DRes<SecretVector> y = bench.input(right, 2);
    return new Prepared() {
      private DRes<SecretVector> product = x;

      @Override
      public void run() {
        product = bench.compute("joint", vectors -> vectors.innerProduct(x, y));
      }

      @Override
      public void check() {
        long expected = IntStream.range(0, length).mapToLong(i -> left.longAt(i) * right.longAt(i)).sum();
        bench.check(product, 1, i -> BigInteger.valueOf(expected));
      }
    };
  }
}
