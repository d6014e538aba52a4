package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** Less-than of two secret vectors whose values lie in [0, 2^bits). */
record Comparisons(int bits, int length) implements Workload {

  @Override
  public String name() {
    return "compare-" + bits + "-" + length;
  }

  @Override
  public String description() {
    return String.format("%,d comparisons of %d-bit values", length, bits);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return suite.model(parties, adversary, bits, bits);
  }

  @Override
  public Prepared prepare(Bench bench) {
    IntegerVector left = Bench.numbers(length, bits, 1);
    IntegerVector right = Bench.numbers(length, bits, 2);
    DRes<SecretVector> x = bench.input(left, 1);
    DRes<SecretVector> y = bench.input(right, 2);
    return new Prepared() {
      private DRes<SecretVector> less = x;

      @Override
      public void run() {
        less = bench.compute("joint", vectors -> vectors.lessThan(x, y, bits));
      }

      @Override
      public void check() {
        bench.check(less, length, i -> BigInteger.valueOf(left.longAt(i) < right.longAt(i) ? 1 : 0));
      }
    };
  }
}
