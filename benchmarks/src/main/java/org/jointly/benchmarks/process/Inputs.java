package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** Every party puts a vector in, all in one round, and each stays a secret of its own. */
record Inputs(int length) implements Workload {
  private static final int BITS = 32;

  @Override
  public String name() {
    return "input-" + length;
  }

  @Override
  public String description() {
    return String.format("input of %,d values by each party", length);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return suite.model(parties, adversary, BITS, 0);
  }

  @Override
  public Prepared prepare(Bench bench) {
    IntegerVector values = Bench.numbers(length, BITS, 1);
    return new Prepared() {
      private List<DRes<SecretVector>> vectors = List.of();

      @Override
      public void run() {
        vectors = bench.session().run("input", root -> root.par(builder -> {
          VectorNumeric numeric = VectorNumeric.using(builder);
          List<DRes<SecretVector>> shared = new ArrayList<>();
          for (int i = 1; i <= bench.parties(); i++) {
            PartyIndex owner = new PartyIndex(i);
            Optional<IntegerVector> mine = bench.me().equals(owner) ? Optional.of(values) : Optional.empty();
            shared.add(numeric.input(mine, length, owner));
          }
          return () -> shared;
        }));
      }

      @Override
      public void check() {
        vectors.forEach(vector -> bench.check(vector, length, values::at));
      }
    };
  }
}
