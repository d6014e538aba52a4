package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jointly.runtime.config.YamlNode.Scalar;
import org.junit.jupiter.api.Test;

class ScalarsTest {

  @Test
  void number_ofMoreThanAHundredPlaces_isNone() {
    assertThat(Scalars.number(plain("0.1e-99"))).contains(new BigDecimal("1e-100"));
    assertThat(Scalars.number(plain("0.01e-99"))).isEmpty();
    assertThat(Scalars.number(plain("1e100"))).isEmpty();
  }

  @Test
  void anything_inQuotes_isText() {
    assertThat(Scalars.number(new Scalar(1, "7", true))).isEmpty();
    assertThat(Scalars.flag(new Scalar(1, "true", true))).isEmpty();
    assertThat(Scalars.day(new Scalar(1, "2020-12-31", true))).isEmpty();
    assertThat(Scalars.number(plain("7"))).isPresent();
    assertThat(Scalars.flag(plain("true"))).contains(true);
    assertThat(Scalars.day(plain("2020-12-31"))).isPresent();
  }

  private static Scalar plain(String text) {
    return new Scalar(1, text, false);
  }
}
