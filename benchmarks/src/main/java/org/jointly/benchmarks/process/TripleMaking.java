package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** The making of triples, checks and all; the first run makes the base transfers, too. */
record TripleMaking(boolean wide, int count) implements Workload {
  private static final int MOST_USED = 1_000;

  @Override
  public String name() {
    return "triples-" + (wide ? 127 : 61) + "-" + count;
  }

  @Override
  public String description() {
    return String.format("%,d triples made", count);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return suite.model(parties, adversary, wide ? 100 : 40, 0);
  }

  @Override
  public Prepared prepare(Bench bench) {
    return new Prepared() {
      private long made;

      @Override
      public void run() {
        made += count;
        bench.session().prepare(new Preprocessing(new TreeMap<>(Map.of("triples", made))));
      }

      @Override
      public void check() {
        int length = Math.min(count, MOST_USED);
        IntegerVector left = Bench.numbers(length, 20, 1);
        IntegerVector right = Bench.numbers(length, 20, 2);
        DRes<SecretVector> x = bench.input(left, 1);
        DRes<SecretVector> y = bench.input(right, 2);
        DRes<SecretVector> product = bench.compute("joint", vectors -> vectors.multiply(x, y));
        bench.check(product, length, i -> BigInteger.valueOf(left.longAt(i) * right.longAt(i)));
      }
    };
  }
}
