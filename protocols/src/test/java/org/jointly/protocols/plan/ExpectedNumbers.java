package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.query.Answer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What R prints for a question: numbers, texts, lists and tables of them, by the name of the answer's field. */
public record ExpectedNumbers(Map<String, Object> numbers) {

  private static final List<String> FILES = List.of("expected.json", "expected-more.json");

  /** An entry of the files among the test resources, by its id. */
  public static ExpectedNumbers of(String id) {
    return Optional.ofNullable(all().get(id))
        .orElseThrow(() -> new IllegalArgumentException("nothing is expected of " + id));
  }

  /** All entries of the files among the test resources, by their ids; JSON is YAML too. */
  static Map<String, ExpectedNumbers> all() {
    Map<String, ExpectedNumbers> all = new LinkedHashMap<>();
    for (String file : FILES) {
      try (InputStream in = ExpectedNumbers.class.getResourceAsStream("/consortium/" + file)) {
        Map<?, ?> read = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        ((Map<?, ?>) read.get("data")).values().stream()
            .flatMap(entries -> ((List<?>) entries).stream())
            .map(Map.class::cast)
            .forEach(entry -> all.put((String) entry.get("id"), named((Map<?, ?>) entry.get("expected"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /** Those of a file's entry. */
  static ExpectedNumbers named(Map<?, ?> expected) {
    Map<String, Object> named = new LinkedHashMap<>();
    expected.forEach((name, value) -> named.put((String) name, value));
    return new ExpectedNumbers(named);
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
    assertIn("", answer.fields(), numbers, tolerance);
  }

  /** A field that nothing is expected of may be there too. */
  private static void assertIn(String path, Answer.Fields fields, Map<?, ?> numbers, double tolerance) {
    numbers.forEach((name, expected) -> {
      assertThat(fields.values()).as(path).containsKey((String) name);
      assertAlike(path + name, fields.values().get(name), expected, tolerance);
    });
  }

  private static void assertAlike(String path, Answer.Value value, Object expected, double tolerance) {
    if (expected instanceof List<?> list) {
      List<Answer.Value> items = new ArrayList<>(((Answer.Items) value).values());
      assertThat(items).as(path).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertAlike(path + "[" + i + "]", items.get(i), list.get(i), tolerance);
      }
    } else if (expected instanceof Map<?, ?> fields) {
      assertIn(path + ".", (Answer.Fields) value, fields, tolerance);
    } else if (expected instanceof String) {
      assertThat(value).as(path).isEqualTo(new Answer.Text((String) expected));
    } else if (value instanceof Answer.Whole whole) {
      assertThat((double) whole.value()).as(path).isEqualTo(((Number) expected).doubleValue());
    } else {
      assertThat(value).as(path).isInstanceOf(Answer.Real.class);
      AnswerComparison.assertNear(path, ((Answer.Real) value).value(), ((Number) expected).doubleValue(), tolerance);
    }
  }
}
