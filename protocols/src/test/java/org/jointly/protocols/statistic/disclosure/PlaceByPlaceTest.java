package org.jointly.protocols.statistic.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.spdz.InsecureDealer;
import org.jointly.protocols.suite.spdz.SpdzSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ends of intervals, on the suite where comparisons are dear. */
final class PlaceByPlaceTest {
  private static final int BITS = 7;
  private static final int SITE_BITS = 2;
  private static final int WALKS = 3;

  private static long[] opened(IntervalSearch search, long[] upTo, Optional<long[]> sites) {
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());
    return Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 59, 20), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          return vectors.open("ends",
              search.ends(vectors, known(vectors, upTo), sites.map(each -> known(vectors, each)), BITS, SITE_BITS));
        })))
        .get(0).result().toLongs();
  }

  private static DRes<SecretVector> known(VectorNumeric vectors, long[] numbers) {
    return vectors.known(IntegerVector.of(numbers));
  }

  private static long[] ascending(int places, Random random) {
    return IntStream.range(0, WALKS)
        .flatMap(walk -> IntStream.iterate(0, upTo -> upTo + random.nextInt(5)).limit(places))
        .asLongStream().toArray();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 2", "12, 1", "12, 2"})
  void ends_areThoseOfThePlainWalk(int places, int sites) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    IntervalSearch search = new IntervalSearch(new Jumps(places), WALKS, 3, sites);
    long[] upTo = ascending(places, random);
    Optional<long[]> atSites = sites == 1
        ? Optional.empty()
        : Optional.of(random.longs(WALKS * search.jumps().pairs(), 0, 4).toArray());

    assertThat(opened(search, upTo, atSites)).as("seed %s", seed).isEqualTo(search.ends(upTo, atSites));
  }

  /** What a liar puts in beyond is found before anything is compared with it. */
  @Test
  void ends_ofMoreThanThereMayBe_stopTheSession() {
    IntervalSearch search = new IntervalSearch(new Jumps(3), WALKS, 3, 1);

    assertThatThrownBy(() -> opened(search, new long[] {0, 5, 128, 0, 5, 9, 0, 0, 0}, Optional.empty()))
        .isInstanceOf(SimulationFailedException.class)
        .hasMessageContaining("the check that what the parties put in is within its bounds failed");
  }
}
