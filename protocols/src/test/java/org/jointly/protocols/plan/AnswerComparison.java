package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jointly.protocols.query.Answer;

/** Compares answers: real numbers to a relative tolerance, everything else exactly. */
final class AnswerComparison {
  private AnswerComparison() {}

  static void assertAlike(String what, Answer one, Answer other, double tolerance) {
    assertAlike(what, one.fields(), other.fields(), tolerance);
  }

  private static void assertAlike(String path, Answer.Value one, Answer.Value other, double tolerance) {
    if (one instanceof Answer.Fields fields && other instanceof Answer.Fields others) {
      assertThat(List.copyOf(fields.values().keySet())).as(path).isEqualTo(List.copyOf(others.values().keySet()));
      fields.values().forEach((name, value) ->
          assertAlike(path + "." + name, value, others.values().get(name), tolerance));
    } else if (one instanceof Answer.Items items && other instanceof Answer.Items others) {
      assertThat(items.values()).as(path).hasSameSizeAs(others.values());
      for (int i = 0; i < items.values().size(); i++) {
        assertAlike(path + "[" + i + "]", items.values().get(i), others.values().get(i), tolerance);
      }
    } else if (one instanceof Answer.Real real && other instanceof Answer.Real than) {
      assertNear(path, real.value(), than.value(), tolerance);
    } else {
      assertThat(one).as(path).isEqualTo(other);
    }
  }

  static void assertNear(String path, double number, double expected, double tolerance) {
    double error = Math.abs(number - expected);
    assertThat(error)
        .as("%s: got %s, expected %s", path, number, expected)
        .isLessThanOrEqualTo(tolerance * Math.abs(expected) + Double.MIN_NORMAL);
  }
}
