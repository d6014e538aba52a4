package org.jointly.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void object_thatFitsALine_standsOnOne() {
    Fields fields = new Document().with("code", "E75.2").with("count", 12).with("kept", true).fields();

    assertThat(Json.of(fields)).isEqualTo("{\"code\": \"E75.2\", \"count\": 12, \"kept\": true}");
  }

  @Test
  void object_thatDoesNotFit_hasAFieldPerLine() {
    List<Value> cells = List.of(cell("ORPHA:324", new Whole(12)), cell("ORPHA:580", new Suppressed(11, 1)), cell("ORPHA:98896", new Whole(0)));

    String json = Json.of(new Document().with("cells", new Items(cells)).fields());

    assertThat(json)
        .isEqualTo(
            """
            {
              "cells": [
                {"code": "ORPHA:324", "count": 12},
                {"code": "ORPHA:580", "suppressed": true},
                {"code": "ORPHA:98896", "count": 0}
              ]
            }""");
  }

  private static Fields cell(String code, Value count) {
    return new Document().with("code", code).with("count", count).fields();
  }

  @Test
  void suppressed_numberOfAMean_hasNoNameAndNoValue() {
    assertThat(Json.of(new Document().with("n", new Suppressed(11, 2)).fields())).isEqualTo("{\"suppressed\": true}");
  }

  @Test
  void notAvailable_number_saysWhy() {
    assertThat(Json.of(new Document().with("sd", new NotAvailable("n < 2")).fields()))
        .isEqualTo("{\"sd\": {\"notAvailable\": \"n < 2\"}}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 0.1, 62.4473684210526, 1e-300, 4.9e-324, 1.7976931348623157e308, 1e21, -123456789.123456789})
  void real_number_readsBackAsTheSameDouble(double value) {
    assertThat(Double.doubleToLongBits(Double.parseDouble(Json.of(new Real(value))))).isEqualTo(Double.doubleToLongBits(value));
  }

  @Test
  void text_withWhatJsonOrTerminalsWouldObey_isEscaped() {
    assertThat(Json.of(new Text("a\"b\\c\n\t\u0000\u001b[31m\u007f\u009b2J\u202e é 𝔸 \ud800")))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\u0000\\u001b[31m\\u007f\\u009b2J\\u202e é 𝔸 \\ud800\"");
  }

  @Test
  void empty_structures_areWritten() {
    assertThat(Json.of(new Document().with("none", new Items(List.of())).fields())).isEqualTo("{\"none\": []}");
  }
}
