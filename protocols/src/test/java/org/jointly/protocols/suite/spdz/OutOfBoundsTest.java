package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A party that puts in numbers beyond their bounds, which the masks of comparisons are not wide enough for. */
class OutOfBoundsTest {
  private static final int BITS = 8;

  private interface Program {
    DRes<?> on(VectorNumeric vectors, DRes<SecretVector> sum);
  }

  /** The parties put in 3, 4 and the cheater's number, which may be any in the field. */
  private static ThrowingCallable running(BigInteger third, Program program) {
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());
    return () -> Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 110, 20), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          BigInteger mine = me.value() == 3 ? third : BigInteger.valueOf(2L + me.value());
          VectorNumeric vectors = VectorNumeric.using(seq);
          DRes<?> result = program.on(vectors, vectors.sumOfInputs(IntegerVector.of(Collections.nCopies(4, mine)), 4));
          return () -> result.out();
        })));
  }

  private static void assertStopped(ThrowingCallable run) {
    assertThatThrownBy(run).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
        assertThat(failure.failures().values()).hasSize(3).allSatisfy(thrown -> assertThat(thrown)
            .hasMessageStartingWith("the check that what the parties put in is within its bounds failed")));
  }

  @ParameterizedTest
  @ValueSource(longs = {-8, 249, 1L << 40, -(1L << 60)})
  void requireWithin_ofASumBeyond_stopsEverybody(long third) {
    assertStopped(running(BigInteger.valueOf(third), (vectors, sum) -> vectors.requireWithin(sum, 4, BITS)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-7, 0, 248})
  void requireWithin_ofASumWithin_goesOn(long third) {
    assertThatCode(running(BigInteger.valueOf(third), (vectors, sum) -> vectors.requireWithin(sum, 4, BITS)))
        .doesNotThrowAnyException();
  }

  /** It would count for several sites, or have buckets of others' bitmaps add up to numbers of its own making. */
  @ParameterizedTest
  @CsvSource({"2, 1, -1", "2, 1, 2", "2, 0, 3", "2, 1, 1125899906842624", "31, 30, 2", "32, 0, 2", "100, 99, -1", "100, 40, 1125899906842624", "20000, 19999, 2"})
  void sumOfBits_ofAnotherNumber_stopsBeforeAnythingIsOpened(int length, int place, long wrong) {
    List<String> opened = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(() -> sumOfBits(length, place, wrong, opened)).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
        assertThat(failure.failures().values()).hasSize(3).allSatisfy(thrown ->
            assertThat(thrown).hasMessageStartingWith("the MAC check before an opening failed")));
    assertThat(opened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 100, 20_000})
  void sumOfBits_ofBits_isTheirSum(int length) {
    assertThat(sumOfBits(length, length - 1, 1, new ArrayList<>()).toLongs())
        .isEqualTo(LongStream.range(0, length).map(i -> i % 3 + (i == length - 1 ? 1 : 0)).toArray());
  }

  /** Where i leaves over 1 when divided by 3, one party puts in a 1; where it leaves over 2, two; at the place, party 2 something else. */
  private static IntegerVector sumOfBits(int length, int place, long atPlace, List<String> opened) {
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());
    return Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 59, 20), () -> (label, elements) -> opened.add(label))
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          long[] mine = LongStream.range(0, length).map(i -> me.value() == 1 && i % 3 > 0 || me.value() == 3 && i % 3 > 1 ? 1 : 0).toArray();
          if (me.value() == 2) {
            mine[place] = atPlace;
          }
          return vectors.open("result", vectors.sumOfBits(IntegerVector.of(mine), length));
        }))).get(0).result();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 10})
  void sumOfCounts_ofAllCountsThereMayBe_isTheirSum(long largest) {
    int length = (int) largest + 1;
    long[] ascending = LongStream.range(0, length).toArray();
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());

    IntegerVector sum = Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 59, 20), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          IntegerVector mine = me.value() == 2 ? IntegerVector.zeros(length) : IntegerVector.of(ascending);
          return vectors.open("result", vectors.sumOfCounts(mine, length, BigInteger.valueOf(largest)));
        }))).get(0).result();

    assertThat(sum.toLongs()).isEqualTo(LongStream.of(ascending).map(count -> 2 * count).toArray());
  }

  /** Without anything to open. */
  @Test
  void requireProofs_ofWhatIsNoBit_stopsEverybody() {
    assertThatThrownBy(running(BigInteger.valueOf(2), (vectors, sum) -> {
      vectors.sumOfBits(IntegerVector.of(1, 2), 2);
      return vectors.requireProofs();
    })).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
        assertThat(failure.failures().values()).hasSize(3).allSatisfy(thrown ->
            assertThat(thrown).hasMessageStartingWith("the check of what the parties have proven failed")));
  }
}
