package org.jointly.protocols.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowDecoderTest {
  private static final RowDecoder TENTHS = RowDecoder.of(number("-50", "50", 1));

  private static RowColumn.Number number(String low, String high, int decimals) {
    return new RowColumn.Number("x", new BigDecimal(low), new BigDecimal(high), decimals);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "-0, 0", "7, 70", "7., 70", ".5, 5", "+3, 30", "1e1, 100", "0.05, 1", "-0.05, -1", "0.04999999999999999999, 0",
    "0.049, 0", "-49.96, -500", "50.0000000000000000000000, 500", "-50, -500", "0000000000000000000000000004, 40",
    "2.25, 23", "-2.25, -23", "2.2499999999999999999999, 22", "' 2.5 ', 25"
  })
  void number_roundsHalvesAwayFromZero(String text, long expected) {
    assertThat(TENTHS.decode(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", ".", "+", "1,5", "0x10", "1_000", "NaN", "Infinity", "1e9999", "--1", "1.2.3", "١", "e5"})
  void number_thatIsNone_isUnfit(String text) {
    assertThatThrownBy(() -> TENTHS.decode(text)).isInstanceOf(UnfitValueException.class)
        .hasMessage("column x holds a value that is not a number such as 72.5; correct the data, or say at the site how its CSV files write numbers"
            + " and missing values: decimal: \",\" for 72,5, missing: [NA] for NA (rehearse --decimal , --missing NA)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"50.01", "-50.01", "50.000000000000000000001", "51", "-1e2", "999999999999999999", "9999999999999999999999"})
  void number_outsideItsBounds_isUnfitWithoutBeingNamed(String text) {
    assertThatThrownBy(() -> TENTHS.decode(text)).isInstanceOf(UnfitValueException.class)
        .hasMessage("column x has values outside the query's bounds [-50, 50]; widen them, or ask only about rows within them");
  }

  @Test
  void number_withBoundsBetweenItsSteps_isHeldToTheBoundsAndRoundedAfterwards() {
    RowDecoder decoder = RowDecoder.of(number("0.35", "0.65", 1));

    assertThat(decoder.decode("0.35")).isEqualTo(4);
    assertThat(decoder.decode("0.65")).isEqualTo(7);
    assertThatThrownBy(() -> decoder.decode("0.3")).isInstanceOf(UnfitValueException.class);
    assertThatThrownBy(() -> decoder.decode("0.651")).isInstanceOf(UnfitValueException.class);
    assertThat(number("0.35", "0.65", 1).smallest()).isEqualTo(4);
    assertThat(number("0.35", "0.65", 1).largest()).isEqualTo(7);
  }

  /** The short way against the long one. */
  @Test
  void number_ofAnyDigits_isThatOfBigDecimal() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int decimals = random.nextInt(10);
      BigDecimal value = BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(25));
      RowColumn.Number column = number("-90000000", "90000000", decimals);
      String text = random.nextBoolean() ? value.toPlainString() : value.toString();

      if (value.abs().compareTo(column.high()) > 0) {
        assertThatThrownBy(() -> RowDecoder.of(column).decode(text)).as("seed %d: %s", seed, text).isInstanceOf(UnfitValueException.class);
      } else {
        long expected = value.movePointRight(decimals).setScale(0, RoundingMode.HALF_UP).longValueExact();
        assertThat(RowDecoder.of(column).decode(text)).as("seed %d: %s", seed, text).isEqualTo(expected);
      }
    }
  }

  @Test
  void number_thatDoesNotFit_cannotBe() {
    assertThatThrownBy(() -> number("0", "5000000000000000000", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> number("0", "1e999999999", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> number("2", "1", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> number("0", "1", 19)).isInstanceOf(IllegalArgumentException.class);
    assertThat(number("-4611686018427387903", "4", 0).magnitude()).isEqualTo(4611686018427387903L);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "17.999, 0", "18, 1", "18.0, 1", "64, 1", "65, 2", "119.9, 2"})
  void binned_isLeftClosed(String text, long bin) {
    assertThat(RowDecoder.of(new RowColumn.Binned("x", decimals("0", "18", "65", "120"))).decode(text)).isEqualTo(bin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "120", "120.0", "1e5"})
  void binned_outsideItsEdges_isUnfit(String text) {
    assertThatThrownBy(() -> RowDecoder.of(new RowColumn.Binned("x", decimals("0", "18", "120"))).decode(text))
        .isInstanceOf(UnfitValueException.class).hasMessageContaining("[0, 120)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.001, 1", "1, 1", "1.0, 1", "1.5, 2", "3, 2"})
  void onGrid_isTheFirstPointAtOrAbove(String text, long point) {
    assertThat(RowDecoder.of(new RowColumn.OnGrid("x", decimals("0", "1", "3"))).decode(text)).isEqualTo(point);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.001", "3.001"})
  void onGrid_outsideIts_isUnfit(String text) {
    assertThatThrownBy(() -> RowDecoder.of(new RowColumn.OnGrid("x", decimals("0", "1", "3"))).decode(text))
        .isInstanceOf(UnfitValueException.class).hasMessageContaining("[0, 3]");
  }

  private static List<BigDecimal> decimals(String... numbers) {
    return List.of(numbers).stream().map(BigDecimal::new).toList();
  }

  @Test
  void category_writtenAsANumber_isWhateverIsThatNumber() {
    RowDecoder decoder = RowDecoder.of(new RowColumn.Category("x", List.of("1", "f", "0.5", "007")));

    assertThat(List.of("1", "1.0", "01", "f", "0.50", ".5", "007").stream().map(decoder::decode))
        .containsExactly(0L, 0L, 0L, 1L, 2L, 2L, 3L);
    for (String other : List.of("F", " f", "7", "2", "")) {
      assertThatThrownBy(() -> decoder.decode(other)).as(other).isInstanceOf(UnfitValueException.class).hasMessage(
          "column x has values that are not among the query's 1, f, 0.5, 007; list them too, or ask only about rows that have one of these");
    }
  }

  @Test
  void indicator_isOneForWhatIsListed_andZeroForEverythingElse() {
    RowDecoder decoder = RowDecoder.of(new RowColumn.Indicator("x", List.of("2", "dead")));

    assertThat(List.of("2", "2.0", "dead", "1", "alive", "", "2", "1").stream().map(decoder::decode))
        .containsExactly(1L, 1L, 1L, 0L, 0L, 0L, 1L, 0L);
  }

  /** R writes NA where a value is missing, pandas NaN, SAS a point: not patients without the event. */
  @ParameterizedTest
  @ValueSource(strings = {"NA", "NaN", "nan", "NULL", "null", "N/A", ".", " NA "})
  void indicator_ofWhatMayMeanMissing_isUnfit(String text) {
    RowDecoder decoder = RowDecoder.of(new RowColumn.Indicator("x", List.of("1")));

    assertThatThrownBy(() -> decoder.decode(text))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageContaining("leave such fields empty");
  }

  @Test
  void indicator_thatListsNa_takesItForTheEvent() {
    assertThat(RowDecoder.of(new RowColumn.Indicator("country", List.of("NA"))).decode("NA")).isEqualTo(1);
  }

  @Test
  void day_countsFrom1970_ofATimeStampItsDate() {
    RowDecoder decoder = RowDecoder.of(new RowColumn.Day("x", LocalDate.of(1960, 1, 1), LocalDate.of(2000, 2, 29)));

    assertThat(decoder.decode("1970-01-02")).isEqualTo(1);
    assertThat(decoder.decode("2000-02-29 23:59:59.999+02")).isEqualTo(11016);
    assertThat(decoder.decode("1969-12-31T00:00")).isEqualTo(-1);
    for (String none : List.of("", "1999-02-29", "1999-13-01", "99-01-01", "1999-01-01x", "19990101")) {
      assertThatThrownBy(() -> decoder.decode(none)).as(none)
          .isInstanceOf(UnfitValueException.class).hasMessageContaining("not a date");
    }
    for (String outside : List.of("2000-03-01", "1959-12-31")) {
      assertThatThrownBy(() -> decoder.decode(outside)).as(outside)
          .isInstanceOf(UnfitValueException.class).hasMessageContaining("[1960-01-01, 2000-02-29]").hasMessageNotContaining(outside);
    }
  }

  @Test
  void text_isItsPlaceAmongTheTextsMet() {
    RowDecoder decoder = RowDecoder.of(new RowColumn.Text("x"));

    assertThat(List.of("b", "a", "b", "").stream().map(decoder::decode)).containsExactly(0L, 1L, 0L, 2L);
    assertThat(decoder.texts()).containsExactly("b", "a", "");
  }
}
