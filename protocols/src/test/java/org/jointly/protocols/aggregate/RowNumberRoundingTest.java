package org.jointly.protocols.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowNumberRoundingTest {
  private static final BigDecimal LOW = BigDecimal.valueOf(-30);
  private static final BigDecimal HIGH = BigDecimal.valueOf(30);

  private final RowDecoder rounding = RowDecoder.of(new RowColumn.Number("bili", LOW, HIGH, 1));
  private final RowDecoder exact = RowDecoder.of(new RowColumn.Number("bili", LOW, HIGH, 1, false));

  @Test
  void decode_withRounding_roundsHalvesAwayFromZero() {
    assertThat(rounding.decode("1.25")).isEqualTo(13);
    assertThat(rounding.decode("-1.25")).isEqualTo(-13);
    assertThat(rounding.decode("29.99")).isEqualTo(300);
  }

  /** In short decimals, at the bounds, in exponents and in more digits than a long has. */
  @Test
  void decode_withoutRounding_refusesMoreDecimals() {
    for (String text : List.of("1.25", "-1.25", "29.99", "125e-2", "1.2000000000000000000000000001")) {
      assertThatThrownBy(() -> exact.decode(text)).as(text)
          .isInstanceOf(UnfitValueException.class)
          .hasMessageContaining("column bili").hasMessageContaining("decimals")
          .hasMessageNotContaining(text);
    }
  }

  @Test
  void decode_withoutRounding_takesZerosAtTheEnd() {
    for (String text : List.of("1.2", "1.20", "12e-1", "1.2000000000000000000000000000")) {
      assertThat(exact.decode(text)).as(text).isEqualTo(12);
    }
    assertThat(exact.decode("30.00")).isEqualTo(300);
  }
}
