package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** Sorts secret keys, with a payload column that moves along. */
record Sort(int length) implements Workload {
  private static final int BITS = 32;

  @Override
  public String name() {
    return "sort-" + length;
  }

  @Override
  public String description() {
    return String.format("sort of %,d %d-bit keys with a payload column", length, BITS);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return suite.model(parties, adversary, BITS, BITS);
  }

  @Override
  public Prepared prepare(Bench bench) {
    IntegerVector keys = Bench.numbers(length, BITS, 1);
    IntegerVector payload = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> i).toArray());
    DRes<SecretVector> x = bench.input(keys, 1);
    DRes<SecretVector> y = bench.input(payload, 2);
    return new Prepared() {
      private List<SecretVector> sorted = List.of();

      @Override
      public void run() {
        sorted = bench.session().run("joint", builder -> VectorNumeric.using(builder).sort(List.of(x, y), BITS));
      }

      @Override
      public void check() {
        int[] order = IntStream.range(0, length).boxed()
            .sorted(Comparator.comparingLong(keys::longAt))
            .mapToInt(Integer::intValue)
            .toArray();
        bench.check(() -> sorted.get(0), length, i -> keys.at(order[i]));
        bench.check(() -> sorted.get(1), length, i -> BigInteger.valueOf(order[i]));
      }
    };
  }
}
