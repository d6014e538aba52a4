package org.jointly.protocols.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerTest {
  private static final Answer EVERYTHING = new Answer(Answer.Fields.of(
      Map.entry("z", new Answer.Whole(Long.MIN_VALUE)),
      Map.entry("a", new Answer.Real(-0.1)),
      Map.entry("reached", new Answer.Flag(true)),
      Map.entry("sd", new Answer.NotAvailable("n < 2")),
      Map.entry("cells", new Answer.Items(List.of(
          Answer.Fields.of(Map.entry("code", new Answer.Text("E75.2")), Map.entry("count", new Answer.Whole(12))),
          Answer.Fields.of(Map.entry("code", new Answer.Text("E76.1")), Map.entry("count", new Answer.Suppressed(11, 2))),
              Answer.Fields.of(Map.entry("code", new Answer.Text("E76")), Map.entry("count", new Answer.Suppressed(11, 2, false))))))));

  @Test
  void fromBytes_ofEveryKindOfValue_givesTheSameFieldsInTheSameOrder() {
    Answer read = Answer.fromBytes(EVERYTHING.toBytes());

    assertThat(read).isEqualTo(EVERYTHING);
    assertThat(read.fields().values().keySet()).containsExactly("z", "a", "reached", "sd", "cells");
  }

  @Test
  void fromBytes_ofEveryTruncationAndOfATrailingByte_isRefused() {
    byte[] bytes = EVERYTHING.toBytes();

    for (int length = 0; length <= bytes.length + 1; length++) {
      if (length != bytes.length) {
        byte[] wrong = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> Answer.fromBytes(wrong)).isInstanceOf(CanonicalFormException.class);
      }
    }
  }

  @Test
  void fromBytes_ofChangedBytes_isRefusedOrCanonical() {
    long seed = 11;
    System.out.println("AnswerTest seed " + seed);
    Random random = new Random(seed);
    byte[] bytes = EVERYTHING.toBytes();
    int refused = 0;

    for (int i = 0; i < 50_000; i++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      try {
        assertThat(Answer.fromBytes(changed).toBytes()).isEqualTo(changed);
      } catch (CanonicalFormException e) {
        refused++;
      }
    }

    assertThat(refused).isBetween(1, 49_999);
  }

  @Test
  void toBytes_ofAHundredThousandCells_roundTrips() {
    List<Answer.Value> cells = IntStream.range(0, 100_000)
        .<Answer.Value>mapToObj(i -> Answer.Fields.of(
            Map.entry("code", new Answer.Text(String.format("%064d", i))), Map.entry("count", new Answer.Whole(i))))
        .toList();
    Answer answer = new Answer(Answer.Fields.of(Map.entry("cells", new Answer.Items(cells))));

    assertThat(Answer.fromBytes(answer.toBytes())).isEqualTo(answer);
  }

  @Test
  void fields_withTwoSuppressed_areRefused() {
    Answer.Suppressed suppressed = new Answer.Suppressed(11, 1);

    assertThatThrownBy(() -> Answer.Fields.of(Map.entry("n", suppressed), Map.entry("mean", suppressed)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void real_thatIsNotFinite_isRefused(double value) {
    assertThatThrownBy(() -> new Answer.Real(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"11, 1, <11", "11, 2, <11 or <2 sites", "0, 2, <2 sites"})
  void label_ofASuppressedNumber_saysWhichRuleItMayHaveFailed(long k, int m, String label) {
    assertThat(new Answer.Suppressed(k, m).label()).isEqualTo(label);
    assertThat(new Answer.Suppressed(k, m, false).label()).isEqualTo("hidden");
  }
}
