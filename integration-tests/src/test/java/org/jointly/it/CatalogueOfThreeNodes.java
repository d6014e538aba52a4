package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * All that R is known to say of the data sets that statistics are tested on, asked by {@code jointly query run} of one consortium of three
 * nodes. A class of tests for each suite.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatalogueOfThreeNodes {
  private static final Path DATA = Jointly.top().resolve("protocols/src/test/resources/consortium");
  private static final List<String> TABLES = List.of("lung", "pbc", "birthwt", "sleep", "cgd0");
  private static final double TOLERANCE = 1e-9;

  /** R stops fitting these where the likelihood hardly changes; so do we, at other last digits. */
  private static final Set<String> ITERATIVE = Set.of("logistic-regression", "poisson-regression", "cox");
  private static final double ITERATIVE_TOLERANCE = 1e-7;

  /** How many questions are asked at the same time. */
  private static final int AT_ONCE = 2;

  private final Consortium consortium;
  private final ExecutorService analysts = Executors.newFixedThreadPool(AT_ONCE);
  private final Map<String, Future<Jointly.Run>> runs = new HashMap<>();

  /** @param sites three, for this class alone */
  CatalogueOfThreeNodes(Consortium sites) {
    this.consortium = sites;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    for (int i = 0; i < consortium.sites().size(); i++) {
      String site = consortium.sites().get(i);
      Map<String, Path> files = new LinkedHashMap<>();
      TABLES.forEach(table -> files.put(table, DATA.resolve(table).resolve(site + ".csv")));
      files.putAll(made(site, i));
      consortium.tables(site, files);
      consortium.policy(site, "analysts: all\nstatistics: all\ntables: {" + String.join(": all, ", files.keySet())
          + ": all}\nsmallest_minimum_count: 0\n");
    }
    consortium.start();
    ids().forEach(id -> runs.put(id, analysts.submit(() -> consortium.ask(query(id), "--output", "json"))));
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    analysts.shutdownNow();
    consortium.close();
  }

  /** What is asked: everything, unless a suite would take too long. */
  Stream<String> ids() {
    return expected().keySet().stream();
  }

  @Test
  void questions_areThoseThatNumbersAreExpectedOf() {
    assertThat(expected().keySet()).hasSizeGreaterThan(40);
    assertThat(questions().keySet()).isEqualTo(expected().keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void answer_amongThreeNodes_isThatOfR(String id) throws Exception {
    Jointly.Run run = runs.get(id).get();

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.err().lines().filter(line -> !line.startsWith("material: "))).isEmpty();
    Map<?, ?> result = (Map<?, ?>) ((Map<?, ?>) yaml(run.out())).get("result");
    double tolerance = ITERATIVE.contains(questions().get(id).get("statistic")) ? ITERATIVE_TOLERANCE : TOLERANCE;
    assertIn(id, result, expected().get(id), tolerance);
  }

  Jointly.Run ask(String query, String... options) throws IOException, InterruptedException {
    return consortium.ask(query, options);
  }

  /** Names are those of the expected numbers; there may be others besides. */
  private static void assertIn(String path, Map<?, ?> result, Map<?, ?> expected, double tolerance) {
    expected.forEach((name, value) -> assertAlike(path + "." + name, result.get(name), value, tolerance));
  }

  private static void assertAlike(String path, Object value, Object expected, double tolerance) {
    if (expected instanceof Map<?, ?> fields) {
      assertThat(value).as(path).isInstanceOf(Map.class);
      assertIn(path, (Map<?, ?>) value, fields, tolerance);
    } else if (expected instanceof List<?> items) {
      assertThat((List<?>) value).as(path).hasSameSizeAs(items);
      for (int i = 0; i < items.size(); i++) {
        assertAlike(path + "[" + i + "]", ((List<?>) value).get(i), items.get(i), tolerance);
      }
    } else if (expected instanceof Number number) {
      assertThat(value).as(path).isInstanceOf(Number.class);
      double allowed = value instanceof Integer ? 0 : tolerance * Math.abs(number.doubleValue());
      assertThat(Math.abs(((Number) value).doubleValue() - number.doubleValue()))
          .as("%s: got %s, expected %s", path, value, expected)
          .isLessThanOrEqualTo(allowed);
    } else {
      assertThat(value).as(path).isEqualTo(expected);
    }
  }

  private static String query(String id) {
    Map<?, ?> question = questions().get(id);
    String where = question.containsKey("where") ? ", where: [" + question.get("where").toString().replace("=", ": ") + "]" : "";
    String sites = question.containsKey("minimum_sites") ? ", minimum_sites: " + question.get("minimum_sites") : "";
    return "name: " + id + "\nstatistic: " + question.get("statistic") + "\ncohort: {table: " + question.get("table") + where + "}\n"
        + question.get("parameters")
        + "release: {minimum_count: " + question.get("minimum_count") + sites + ", noise: none}\n";
  }

  /** The tables that questions describe, one for each, at a site. */
  private Map<String, Path> made(String site, int index) throws IOException {
    Map<String, Path> made = new LinkedHashMap<>();
    for (Map<?, ?> question : questions().values()) {
      if (question.containsKey("made")) {
        String table = (String) question.get("table");
        Path file = consortium.site(site).resolve(table + ".csv");
        Jointly.write(file, rows((Map<?, ?>) question.get("made"), index));
        made.put(table, file);
      }
    }
    return made;
  }

  private static String rows(Map<?, ?> made, int site) {
    StringBuilder rows = new StringBuilder("patient_id,event\n");
    for (int i = site; i < (int) made.get("patients"); i += 3) {
      rows.append("p").append(i).append(i < (int) made.get("cases") ? ",1\n" : ",0\n");
    }
    return rows.toString();
  }

  private static Map<String, Map<?, ?>> questions() {
    Map<String, Map<?, ?>> questions = new LinkedHashMap<>();
    ((Map<?, ?>) file("questions.yaml")).forEach((id, question) -> questions.put((String) id, (Map<?, ?>) question));
    return questions;
  }

  private static Map<String, Map<?, ?>> expected() {
    Map<String, Map<?, ?>> expected = new LinkedHashMap<>();
    for (String name : List.of("expected.json", "expected-more.json")) {
      Map<?, ?> sets = (Map<?, ?>) ((Map<?, ?>) file(name)).get("data");
      sets.values().forEach(entries -> ((List<?>) entries).forEach(entry ->
          expected.put((String) ((Map<?, ?>) entry).get("id"), (Map<?, ?>) ((Map<?, ?>) entry).get("expected"))));
    }
    return expected;
  }

  private static Object file(String name) {
    return yaml(Consortium.read(DATA.resolve(name)));
  }

  /** JSON is YAML too. */
  static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
