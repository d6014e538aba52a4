package org.jointly.protocols.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkageKeyTest {
  private static final RowColumn.Hashed COLUMN = new RowColumn.Hashed("insurance_number");
  private static final LinkageKey KEY = LinkageKey.of(HexFormat.of().parseHex("0b".repeat(32)));

  private static long hash(LinkageKey key, String text) {
    return RowDecoder.of(COLUMN, key).decode(text);
  }

  /** By OpenSSL: printf hithere | openssl dgst -sha256 -mac HMAC -macopt hexkey:0b0b… */
  @Test
  void hash_isTheFirst62BitsOfHmacSha256OfTheNormalForm() {
    assertThat(hash(KEY, "Hi-There")).isEqualTo(0x1b79c80e665accdfL);
  }

  @ParameterizedTest
  @CsvSource({"A 123-456, a123456", "A–1, a1", "'\u00a0A\u20091\u00ad', a1", "Ａ１, a1", "Straße, STRASSE", "\u0130x, i\u0307X", "Σας, σασ", "e\u0301, É"})
  void hash_isOneHoweverAnIdentifierIsWritten(String one, String other) {
    assertThat(hash(KEY, one)).isEqualTo(hash(KEY, other));
  }

  @ParameterizedTest
  @CsvSource({"007, 7", "A/1, A1", "A.1, A1", "A1, A2", "A1, A11", "O1, 01"})
  void hash_ofOtherIdentifiers_isAnother(String one, String other) {
    assertThat(hash(KEY, one)).isNotEqualTo(hash(KEY, other));
  }

  @Test
  void hash_underAnotherKey_isAnother() {
    assertThat(hash(LinkageKey.insecureKnownToAll(), "A1")).isNotEqualTo(hash(KEY, "A1")).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "-", " – \t-"})
  void hash_ofNothing_isRefusedWithoutTheText(String text) {
    assertThatThrownBy(() -> hash(KEY, text))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageContaining("insurance_number")
        .hasMessageContaining("nothing but spaces or hyphens");
  }

  @Test
  void key_isOf32BytesAndNotShown() {
    assertThat(KEY.toString()).isEqualTo("LinkageKey[redacted]");
    for (int length : new int[] {0, 31, 33}) {
      assertThatThrownBy(() -> LinkageKey.of(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class).hasMessage("a linkage key has 32 bytes, got " + length);
    }
  }
}
