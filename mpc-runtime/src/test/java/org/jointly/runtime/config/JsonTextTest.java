package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @Test
  void read_ofJson_givesItsValues() {
    assertThat(JsonText.read("""
        {"text": "a \\"b\\" \\\\ \\n \\u00e9", "number": -1.5e-7, "whole": 12, "flag": true, "list": ["x", []], "none": {}}
        """)).isEqualTo(Map.of(
            "text", "a \"b\" \\ \n é", "number", -1.5e-7, "whole", 12, "flag", true, "list", List.of("x", List.of()), "none", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[", "[1", "[1,", "{\"a\": ]}", "\"", "\"\\x\"", "{} x", "{\"a\":1,\"a\":2}", "[&x [1], *x]", "!!java.io.File x"})
  void read_ofAnythingElse_isRefused(String text) {
    assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(IllegalArgumentException.class).hasMessage("no JSON");
  }

  @Test
  void read_ofADeepList_endsWithoutTheStack() {
    assertThatThrownBy(() -> JsonText.read("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
  }
}
