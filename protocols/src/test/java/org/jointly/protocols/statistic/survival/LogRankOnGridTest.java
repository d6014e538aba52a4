package org.jointly.protocols.statistic.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.shamir.ShamirSuite;
import org.jointly.protocols.suite.spdz.InsecureDealer;
import org.jointly.protocols.suite.spdz.SpdzSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The terms computed on shares are those of exact fractions, to 1e-9, where a group is a thousandth of another, too. */
final class LogRankOnGridTest {
  private static final int POINTS = 9;
  private static final int BITS = 22;

  static Stream<Arguments> suites() {
    return Stream.of(
        Arguments.of(new ShamirSuite(), Adversary.SEMI_HONEST), Arguments.of(new SpdzSuite(InsecureDealer.method()), Adversary.MALICIOUS));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void terms_withGroupsOfAllSizes_areThoseOfExactFractions(Suite suite, Adversary adversary) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LogRankOnGrid grid = new LogRankOnGrid(POINTS, 4, BITS);
    int[] sizes = {300, 300_000, 4_000, 20_000};
    long[] events = rows(random, sizes);
    long[] censored = rows(random, sizes);

    List<IntegerVector> terms = Simulation.of(suite, suite.model(3, adversary, 120, BITS + 4), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          LogRankOnGrid.Terms shared =
              grid.joint(vectors, vectors.known(IntegerVector.of(events)), vectors.known(IntegerVector.of(censored)));
          List<DRes<IntegerVector>> opened = Stream.<DRes<SecretVector>>of(shared.observed(), shared.expected(), shared.variance())
              .map(vector -> vectors.open("term", vector))
              .toList();
          return () -> opened.stream().map(DRes::out).toList();
        })))
        .get(0).result();

    LogRankOnGrid.PlainTerms exact = grid.joint(events, censored);
    assertThat(terms.get(0).toLongs()).isEqualTo(exact.observed().toLongs());
    assertClose(terms.get(1), exact.expected(), "E, seed " + seed);
    assertClose(terms.get(2), exact.variance(), "V, seed " + seed);
  }

  private static long[] rows(Random random, int... sizes) {
    return IntStream.of(sizes).boxed()
        .flatMapToLong(size -> IntStream.range(0, POINTS).mapToLong(point -> point % 4 == 2 ? 0 : random.nextInt(size)))
        .toArray();
  }

  private static void assertClose(IntegerVector terms, IntegerVector exact, String what) {
    for (int i = 0; i < exact.length(); i++) {
      assertThat(terms.at(i).doubleValue()).as(what).isCloseTo(exact.at(i).doubleValue(), Percentage.withPercentage(1e-7));
    }
  }
}
