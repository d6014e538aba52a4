package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.query.Answer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What R prints for a question: numbers, or lists of numbers, by the name of the answer's field. */
public record ExpectedNumbers(Map<String, Object> numbers) {

  /** An entry of {@code expected.json} among the test resources, by its id; JSON is YAML too. */
  public static ExpectedNumbers of(String id) {
    try (InputStream in = ExpectedNumbers.class.getResourceAsStream("/consortium/expected.json")) {
      Map<?, ?> all = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return ((Map<?, ?>) all.get("data")).values().stream()
          .flatMap(entries -> ((List<?>) entries).stream())
          .map(Map.class::cast)
          .filter(entry -> entry.get("id").equals(id))
          .map(entry -> new ExpectedNumbers(named((Map<?, ?>) entry.get("expected"))))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("nothing is expected of " + id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> named(Map<?, ?> expected) {
    Map<String, Object> named = new LinkedHashMap<>();
    expected.forEach((name, value) -> named.put((String) name, value));
    return named;
  }

  /** @param numbers name, number, name, number; a number or a list of them */
  public static ExpectedNumbers these(Object... numbers) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i += 2) {
      named.put((String) numbers[i], numbers[i + 1]);
    }
    return new ExpectedNumbers(named);
  }

  /** These numbers less some, for what an answer says in another way. */
  public ExpectedNumbers without(String... names) {
    Map<String, Object> fewer = new LinkedHashMap<>(numbers);
    List.of(names).forEach(name -> assertThat(fewer.remove(name)).as(name).isNotNull());
    return new ExpectedNumbers(fewer);
  }

  void assertIn(Answer answer, double tolerance) {
    numbers.forEach((name, expected) -> {
      assertThat(answer.fields().values()).containsKey(name);
      assertAlike(name, answer.fields().values().get(name), expected, tolerance);
    });
  }

  private static void assertAlike(String name, Answer.Value value, Object expected, double tolerance) {
    if (expected instanceof List<?> list) {
      List<Answer.Value> items = new ArrayList<>(((Answer.Items) value).values());
      assertThat(items).as(name).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertAlike(name + "[" + i + "]", items.get(i), list.get(i), tolerance);
      }
    } else if (value instanceof Answer.Whole whole) {
      assertThat((double) whole.value()).as(name).isEqualTo(((Number) expected).doubleValue());
    } else {
      assertThat(value).as(name).isInstanceOf(Answer.Real.class);
      AnswerComparison.assertNear(name, ((Answer.Real) value).value(), ((Number) expected).doubleValue(), tolerance);
    }
  }
}
