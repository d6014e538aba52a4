package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.UnsupportedSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShamirSuiteTest {
  private final ShamirSuite suite = new ShamirSuite();

  private SecurityModel model(int parties, int valueBits, int comparedBits) {
    return suite.model(parties, Adversary.SEMI_HONEST, valueBits, comparedBits);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 59, 0, 2^61-1", "3, 60, 0, 2^127-1", "3, 125, 0, 2^127-1",
    "3, 59, 59, 2^61-1", "3, 59, 60, 2^127-1", "4, 59, 59, 2^61-1",
    "5, 59, 58, 2^61-1", "5, 59, 59, 2^127-1", "7, 59, 58, 2^61-1", "9, 59, 57, 2^61-1", "9, 59, 58, 2^127-1",
    "3, 90, 125, 2^127-1", "5, 90, 124, 2^127-1"
  })
  void model_picksTheSmallestFieldThatFits(int parties, int valueBits, int comparedBits, String field) {
    assertThat(model(parties, valueBits, comparedBits).field()).isEqualTo(field);
  }

  @Test
  void model_ofFiveParties_toleratesTwo() {
    assertThat(model(5, 20, 0))
        .isEqualTo(new SecurityModel("shamir", Adversary.SEMI_HONEST, 2, 5, "2^61-1", 61, 0));
  }

  @ParameterizedTest
  @CsvSource({"3, 126, 0", "3, 90, 126", "5, 90, 125"})
  void model_ofTooWideValues_saysWhatFits(int parties, int valueBits, int comparedBits) {
    assertThatThrownBy(() -> model(parties, valueBits, comparedBits))
        .isInstanceOf(UnsupportedSetting.class)
        .hasMessageContaining("at most 125 bits")
        .hasMessageContaining("compares at most " + (parties == 3 ? 125 : 124));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 16})
  void model_ofTooFewOrTooManyParties_isUnsupported(int parties) {
    assertThatThrownBy(() -> model(parties, 20, 0))
        .isInstanceOf(UnsupportedSetting.class)
        .hasMessage("suite shamir serves 3 to 15 parties, not " + parties);
  }

  @Test
  void model_againstMaliciousParties_statesTheErrorOfItsVerification() {
    SecurityModel small = suite.model(3, Adversary.MALICIOUS, 20, 0);
    SecurityModel large = suite.model(4, Adversary.MALICIOUS, 100, 0);

    assertThat(small.adversary()).isEqualTo(Adversary.MALICIOUS);
    assertThat(small.threshold()).isEqualTo(1);
    assertThat(small.statisticalBits()).isEqualTo(61 - 12);
    assertThat(large.statisticalBits()).isEqualTo(127 - 12);
  }
}
