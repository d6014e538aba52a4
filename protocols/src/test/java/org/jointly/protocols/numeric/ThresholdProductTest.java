package org.jointly.protocols.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.ListedOpenings;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.shamir.ShamirSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With 7 in place of what nobody knows: without it, what is opened would be a polynomial of the count. */
class ThresholdProductTest {
  private static final ShamirSuite SUITE = new ShamirSuite();
  private static final SecurityModel MODEL = SUITE.model(3, Adversary.SEMI_HONEST, 59, 0);
  private static final long[] COUNTS = {0, 1, 2, 3, 4, 5, 9};

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "3, false", "4, false", "5, false", "2, true", "3, true", "4, true"})
  void product_isThatOfAllThatFallShort_andOfTheRandomElement(long threshold, boolean orNone) {
    long[] expected = LongStream.of(COUNTS)
        .map(count -> LongStream.range(orNone ? 1 : 0, threshold).map(j -> count - j).reduce(7, (a, b) -> a * b))
        .toArray();

    assertThat(opened(threshold, orNone, false)).isEqualTo(expected);
  }

  @Test
  void product_ofAllTogether_isOneNumber() {
    assertThat(opened(1, false, true)).containsExactly(0);
    assertThat(opened(2, true, true)).containsExactly(0);
  }

  private static long[] opened(long threshold, boolean orNone, boolean together) {
    int length = together ? 1 : COUNTS.length;
    List<PartyOutcome<IntegerVector>> outcomes =
        Simulation.of(SUITE, MODEL, () -> ListedOpenings.of(Map.of("product", (long) length))).run((me, session) -> {
          DRes<SecretVector> product = session.run("product", root -> {
            DRes<SecretVector> counts = VectorNumeric.using(root).known(IntegerVector.of(COUNTS));
            Reached asked = new Reached("reached", List.of(new Reach(counts, COUNTS.length, threshold, 10, orNone)), together);
            DRes<SecretVector> made =
                new ThresholdProduct(asked, (seq, width) -> VectorNumeric.using(seq).known(IntegerVector.of(sevens(width)))).of(root);
            return () -> made;
          });
          return session.run("open", root -> VectorNumeric.using(root).open("product", product));
        });
    return outcomes.get(0).result().toLongs();
  }

  private static long[] sevens(int width) {
    return LongStream.generate(() -> 7).limit(width).toArray();
  }
}
