package org.jointly.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Json;
import org.jointly.protocols.query.Answer.Real;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void read_ofWhatWeWrite_givesItBack() {
    Document document = new Document()
        .with("text", "a \"b\" \\ \n é \u0001")
        .with("number", new Real(-1.5e-7))
        .with("flag", true)
        .withTexts("list", List.of("x", "y"))
        .with("none", new Document());

    assertThat(JsonReader.read(Json.of(document.fields()))).isEqualTo(Map.of(
        "text", "a \"b\" \\ \n é \u0001", "number", -1.5e-7, "flag", true, "list", List.of("x", "y"), "none", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "\"", "\"\\", "\"\\x\"", "\"\\u12\"",
    "\"\\u12g4\"", "nul", "null", "01", "-", "1.", "1 2", "{} x", "{\"a\":1,\"a\":2}", "\"a\nb\"", "tru"
  })
  void read_ofAnythingElse_saysWhereItIsWrong(String text) {
    assertThatThrownBy(() -> JsonReader.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON at character");
  }

  @Test
  void read_ofADeepList_endsInsteadOfTheStack() {
    assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).hasMessageContaining("levels");
  }
}
