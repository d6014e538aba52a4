package org.jointly.benchmarks.process;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;

/** One party's session during a benchmark, and what workloads do with it. */
record Bench(PartyIndex me, SecurityModel model, SuiteSession session) {
  private static final int CHECKED = 1000;

  int parties() {
    return model.parties();
  }

  /** The same numbers at every party: uniform in [0, 2^bits), at most 62 bits. */
  static IntegerVector numbers(int length, int bits, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntegerVector.of(IntStream.range(0, length).mapToLong(i -> random.nextLong(1L << bits)).toArray());
  }

  /** A vector that the given party puts in. */
  DRes<SecretVector> input(IntegerVector values, int owner) {
    PartyIndex from = new PartyIndex(owner);
    Optional<IntegerVector> mine = me.equals(from) ? Optional.of(values) : Optional.empty();
    return compute("input", vectors -> vectors.input(mine, values.length(), from));
  }

  /** Evaluates to the end; the result can be used in a later program. */
  DRes<SecretVector> compute(String step, Function<VectorNumeric, DRes<SecretVector>> program) {
    SecretVector result = session.run(step, builder -> program.apply(VectorNumeric.using(builder)));
    return () -> result;
  }

  /** Opens one known element: when it returns, every party has come here. */
  void meet() {
    session.run("meet", builder -> {
      VectorNumeric vectors = VectorNumeric.using(builder);
      return vectors.open("meet", vectors.known(IntegerVector.of(0)));
    });
  }

  /** Opens up to a thousand elements spread over the vector, and compares. */
  void check(DRes<SecretVector> vector, int length, IntFunction<BigInteger> expected) {
    int step = Math.max(1, length / CHECKED);
    int[] positions = IntStream.iterate(0, at -> at < length, at -> at + step).toArray();
    IntegerVector opened = session.run("check", builder -> {
      VectorNumeric vectors = VectorNumeric.using(builder);
      return vectors.open("check", vectors.gather(vector, positions));
    });
    for (int i = 0; i < positions.length; i++) {
      if (!opened.at(i).equals(expected.apply(positions[i]))) {
        throw new IllegalStateException("element " + positions[i] + " is wrong");
      }
    }
  }
}
