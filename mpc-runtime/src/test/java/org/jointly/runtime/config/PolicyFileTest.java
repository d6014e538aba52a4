package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jointly.runtime.consent.Allowed;
import org.jointly.runtime.consent.ConsentPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
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
            Map.of("diagnoses", Allowed.Only.of(Set.of("code", "age")), "patients", new Allowed.All()), 11, 1, 100_000));
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

  @Test
  void read_withoutClauses_allowsNothingByDefault() {
    assertThat(problems("smallest_minimum_sites: 2\n")).extracting(problem -> problem.replaceAll(";.*", ""))
        .containsExactly("1: has no analysts", "1: has no statistics", "1: has no tables", "1: has no smallest_minimum_count");
  }
}
