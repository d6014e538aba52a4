package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue on Shamir shares, and what R does not know. */
final class CatalogueIT extends CatalogueOfThreeNodes {

  CatalogueIT() throws IOException {
    super(new Consortium(List.of("north", "south", "west")));
  }

  /** R has no such thing: with a threshold, intervals are merged, and nobody is lost. */
  @Test
  void survivalWithAThreshold_isThatOfMergedIntervals() throws Exception {
    Jointly.Run run = ask("""
        name: survival
        statistic: kaplan-meier
        cohort: {table: lung}
        time: time
        grid: {from: 0, to: 1100, step: 10}
        event: {column: status, equals: 2}
        groups: {column: sex, values: [1, 2]}
        release: {minimum_count: 5, minimum_sites: 3, noise: none}
        """, "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    Map<?, ?> result = (Map<?, ?>) ((Map<?, ?>) yaml(run.out())).get("result");
    assertThat(result.get("n")).isEqualTo(List.of(138, 90));
    assertThat(result.get("events")).isEqualTo(List.of(112, 53));
    assertThat((List<?>) result.get("curves")).hasSizeBetween(15, 165 / 5);
  }

  /** What no planner can know: a text where numbers are, more decimals than asked for, a group that is not named, no such column. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "sex; not a number; mean; column: sex,low: 0,high: 9",
      "bili; decimals; mean; column: bili,low: 0,high: 50",
      "stage; stage; t-test; value: {column: chol, low: 0, high: 3000},groups: {column: stage, values: [1, 2]}",
      "weight; weight; mean; column: weight,low: 0,high: 50",
      "time; outside; kaplan-meier; time: time,grid: [0, 365],event: {column: status, equals: 2}"})
  void dataThatDoNotFitTheQuestion_endIt_andTheColumnIsNamed(String column, String what, String statistic, String keys) throws Exception {
    String query = "name: misfit\nstatistic: " + statistic + "\ncohort: {table: pbc}\n" + keys.replaceAll(",(?! )", "\n")
        + "\nrelease: {minimum_count: 11, noise: none}\n";

    Jointly.Run run = ask(query);

    assertThat(run.exit()).as(run.toString()).isIn(7, 8);
    assertThat(run.err()).contains(column).contains(what);
    assertThat(run.out()).isEmpty();
    assertThat(run.hasStackTrace()).isFalse();
  }
}
