package org.jointly.protocols.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {
  private static final List<String> KNOWN = List.of("cohort-count", "counts-by-code", "mean", "histogram");

  @ParameterizedTest
  @CsvSource({"maen, mean", "histogramm, histogram", "count-by-code, counts-by-code", "cohort_count, cohort-count"})
  void nearest_ofASlip_isWhatWasMeant(String word, String meant) {
    assertThat(Suggestion.nearest(word, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"quantile", "x", "''"})
  void nearest_ofSomethingElse_isNothing(String word) {
    assertThat(Suggestion.nearest(word, KNOWN)).isEmpty();
  }

  @Test
  void hint_withoutANearWord_listsAll() {
    assertThat(Suggestion.hint("x", KNOWN)).isEqualTo("; write one of cohort-count, counts-by-code, mean, histogram");
  }
}
