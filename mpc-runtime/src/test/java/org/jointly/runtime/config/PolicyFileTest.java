package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jointly.runtime.consent.Allowed;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.consent.SiteBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  private static final String MINIMAL = "analysts: all\nstatistics: all\ntables: {t: all}\nsmallest_minimum_count: 11\n";

  @TempDir Path folder;

  private List<String> problems(String text) {
    return new Reading(folder).problems(text, PolicyFile::read);
  }

  @Test
  void read_ofAPolicy_givesItsClauses() {
    ConsentPolicy policy =
        PolicyFile.read(new Reading(folder).file("policy.yaml",
            """
            analysts: [maria]
            statistics: all
            tables:
              diagnoses: [code, age]
              patients: all
            smallest_minimum_count: 11
            """));

    assertThat(policy)
        .isEqualTo(new ConsentPolicy("policy.yaml", Allowed.Only.of(Set.of("maria")), new Allowed.All(),
            Map.of("diagnoses", Allowed.Only.of(Set.of("code", "age")), "patients", new Allowed.All()), 11, 1, 100_000,
            new SiteBounds(300_000, Map.of()), OptionalInt.empty()));
  }

  @Test
  void read_withBounds_givesThem() {
    ConsentPolicy policy =
        PolicyFile.read(new Reading(folder).file("policy.yaml", MINIMAL + """
            smallest_largest_count: 5000
            bounds:
              patients: {age: [0, 120], bmi: [9.5, 80]}
            """));

    assertThat(policy.bounds()).isEqualTo(new SiteBounds(5000, Map.of("patients", Map.of(
        "age", new SiteBounds.Range(BigDecimal.ZERO, new BigDecimal("120")),
        "bmi", new SiteBounds.Range(new BigDecimal("9.5"), new BigDecimal("80"))))));
  }

  @Test
  void read_withColumnsOfNames_givesThem() {
    ConsentPolicy policy = PolicyFile.read(
        new Reading(folder).file("policy.yaml", MINIMAL + "bounds:\n  patients: {age: [0, 120], status: names}\n"));

    assertThat(policy.bounds().names()).isEqualTo(Map.of("patients", Set.of("status")));
    assertThat(policy.bounds().ranges().get("patients")).containsOnlyKeys("age");
    assertThat(problems(MINIMAL + "bounds:\n  patients: {status: \"names\"}\n")).hasSize(1);
  }

  @Test
  void read_withAMostOfQueries_givesIt() {
    assertThat(PolicyFile.read(new Reading(folder).file("policy.yaml", MINIMAL + "most_queries_per_day: 20\n")).mostQueriesPerDay())
        .hasValue(20);
    for (String wrong : List.of("0", "-1", "2.5", "many", "[20]", "")) {
      assertThat(problems(MINIMAL + "most_queries_per_day: " + wrong + "\n")).as(wrong).singleElement().asString()
          .startsWith("5: most_queries_per_day: got ").endsWith("; write a whole number from 1 to 1000000");
    }
  }

  @Test
  void read_withWrongBounds_tellsThemAll() {
    assertThat(problems(MINIMAL + "bounds:\n  t: {a: [1], b: [1, x], c: 3, d: [2, 2], e: [1, 2, z]}\n  u: 3\nsmallest_largest_count: 0\n"))
        .extracting(problem -> problem.replaceAll(";.*", ""))
        .containsExactlyInAnyOrder(
            "6: a: got a list", "6: b: got a list", "6: c: got \"3\"", "6: d: got [2, 2]", "6: e: got a list", "7: u: got \"3\"",
            "8: smallest_largest_count: got \"0\"");
  }

  @Test
  void read_withManyMistakes_tellsThemAllWithTheirLines() {
    List<String> problems =
        problems(
            """
            analysts: Maria
            statistics: []
            tables:
              dia-gnoses: [code]
              patients: [a b, {c: d}]
            smallest_minimum_cout: 11
            maximum_codes: 0
            """);

    assertThat(problems).extracting(problem -> problem.replaceAll(";.*", ""))
        .containsExactlyInAnyOrder(
            "1: analysts: got \"Maria\"",
            "2: statistics: the list is empty",
            "4: tables: got \"dia-gnoses\"",
            "5: patients: got a set of keys",
            "5: patients: got \"a b\"",
            "6: smallest_minimum_cout: there is no such key here",
            "7: maximum_codes: got \"0\"");
  }

  /** Somebody may be called all. */
  @Test
  void read_ofAllInQuotes_isNoPermission() {
    assertThat(problems(MINIMAL.replaceFirst("analysts: .*", "analysts: \"all\""))).singleElement().asString().startsWith("1: analysts: got \"all\"");
  }

  @Test
  void read_ofACountThatIsNotWhole_saysSo() {
    assertThat(problems(MINIMAL.replaceFirst("smallest_minimum_count: .*", "smallest_minimum_count: 11.5")))
        .singleElement().asString().contains("smallest_minimum_count: got \"11.5\"; write a whole number");
  }

  @Test
  void read_withoutClauses_allowsNothingByDefault() {
    assertThat(problems("smallest_minimum_sites: 2\n")).extracting(problem -> problem.replaceAll(";.*", ""))
        .containsExactly("1: has no analysts", "1: has no statistics", "1: has no tables", "1: has no smallest_minimum_count");
  }
}
