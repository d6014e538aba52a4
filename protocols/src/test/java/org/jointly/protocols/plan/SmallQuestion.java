package org.jointly.protocols.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A question about few categories and small numbers, so that small random tables have all kinds of cells.
 *
 * @param parameters in YAML as in a query file
 * @param columns what a row may say, an empty text being missing
 */
record SmallQuestion(String statistic, String parameters, Map<String, List<String>> columns) {

  /** Statistics whose sums are over sites as strata ask for as many sites as there are. */
  private static final Set<String> BY_SITE = Set.of("mantel-haenszel", "meta-analysis", "meta-analysis-means", "log-rank-by-site", "cox");

  /** The least minimum of sites that may be asked for. */
  int sites() {
    return BY_SITE.contains(statistic) ? 3 : 1;
  }

  /** The patient, and the columns. */
  List<String> header() {
    return Stream.concat(Stream.of("id"), columns.keySet().stream()).toList();
  }

  /** Mutable. */
  List<String> row(String patient, Random random) {
    List<String> row = new ArrayList<>(List.of(patient));
    columns.values().forEach(values -> row.add(values.get(random.nextInt(values.size()))));
    return row;
  }

  @Override
  public String toString() {
    return statistic + " " + parameters.strip().replace("\n", "; ");
  }

  /** At least one for each statistic of the catalogue. */
  static Stream<SmallQuestion> all() {
    return Stream.of(
        of("cohort-count", "", "x", "0 1"),
        of("at-least", "threshold: 9", "x", "0 1"),
        of("counts-by-code", "column: code\ncodes: [A, B, C, D]", "code", "A B C D E"),
        of("counts-by-code", "column: code\nmatch: prefix\ncodes: [A, A1, A2, B1]", "code", "A1 A2 A3 B1 B2"),
        of("counts-by-code", "column: code\ncodes: [A, A1, C]\nhierarchy: {A: [A1, A2], A1: [B1], C: [A2, B1]}", "code", "A A1 A2 B1 B2"),
        of("attrition", "steps: [{column: a, equals: 1}, {column: b, equals: 1}, {column: c, equals: 1}, {column: d, equals: 1}]",
            "a", "0 1 1 1 1 1 1 1 1 1 1 1", "b", "0 1 1 1", "c", "0 1 1 1 1 1 1 1 1 1", "d", "0 1 1"),
        of("prevalence", "event: {column: e, equals: 1}\nstrata: {column: g, values: [a, b, c]}", "e", "0 1 1 -", "g", "a a b c -"),
        of("prevalence", "event: {column: e, equals: 1}", "e", "0 1 1 -"),
        of("prevalence", "event: {column: e, in: [1, 2]}\nstrata: {column: x, edges: [0, 2, 3, 9]}", "e", "0 0 1 2", "x", "0 1 2 3 -"),
        of("incidence-rate", "event: {column: e, equals: 1}\ntime: {column: t, low: 0, high: 3}", "e", "0 1", "t", "1 1 1 2 -"),
        of("incidence-rate", "event: {column: e, equals: 1}\ntime: {column: t, low: 0, high: 3}\ngroups: {column: g, values: [a, b, c]}",
            "e", "0 1 -", "t", "1 2 3", "g", "a b c"),
        of("standardized-rate", "event: {column: e, equals: 1}\ntime: {column: t, low: 0, high: 3}\nstrata: {column: g, values: [a, b]}\n"
            + "weights: [1, 2]", "e", "0 1", "t", "1 2 3 -", "g", "a b"),
        of("distinct-patients", "identifier: number\nexpected_patients: 1", "number", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 -"),
        of("missingness", "columns: [x, y, z]", "x", "1 -", "y", "1 1 1 1 -", "z", "1 1 1 1 1 1 1 1 1 -"),
        of("mean", "column: x\nlow: 0\nhigh: 5", "x", "0 1 2 5 - -"),
        of("histogram", "column: x\nedges: [1, 2, 3, 5, 9]", "x", "0 1 2 2 2 3 5 5 7 9 -"),
        of("quantile", "column: x\ngrid: {from: 0, to: 9, step: 1}\nprobabilities: [0.25, 0.5, 0.9]", "x", "0 1 2 3 4 5 9 -"),
        of("contingency-table", "rows: {column: x, values: [a, b]}\ncolumns: {column: y, values: [c, d, e]}", "x", "a b -", "y", "c d e"),
        of("mantel-haenszel", "groups: {column: x, values: [a, b]}\noutcome: {column: y, values: [c, d]}", "x", "a b", "y", "c d -"),
        of("meta-analysis", "groups: {column: x, values: [a, b]}\noutcome: {column: y, values: [c, d]}", "x", "a b", "y", "c d -"),
        of("meta-analysis-means", "value: {column: v, low: 0, high: 5}\ngroups: {column: g, values: [a, b]}", "v", "0 1 2 5 -", "g", "a b"),
        of("t-test", "value: {column: v, low: 0, high: 5}\ngroups: {column: g, values: [a, b]}", "v", "0 1 2 5 -", "g", "a b"),
        of("anova", "value: {column: v, low: 0, high: 5}\ngroups: {column: g, values: [a, b, c]}", "v", "0 1 2 5 -", "g", "a b c"),
        of("mann-whitney", "column: v\ngrid: {from: 0, to: 5, step: 1}\ngroups: {column: g, values: [a, b]}", "v", "0 1 2 5 -", "g", "a b"),
        of("correlation", "x: {column: x, low: 0, high: 5}\ny: {column: y, low: 0, high: 5}", "x", "0 1 2 5 -", "y", "0 1 4 5"),
        of("kaplan-meier", "time: t\ngrid: {from: 0, to: 6, step: 1}\nevent: {column: e, equals: 1}", "t", "0 1 1 2 3 3 4 5 6 -", "e", "0 1"),
        of("kaplan-meier", "time: t\ngrid: [1, 2, 4]\nevent: {column: e, equals: 1}\ngroups: {column: g, values: [a, b]}",
            "t", "1 2 4", "e", "0 1", "g", "a b"),
        of("log-rank-pooled", "time: t\ngrid: [1, 2, 4]\nevent: {column: e, equals: 1}\ngroups: {column: g, values: [a, b]}",
            "t", "1 2 4", "e", "0 1", "g", "a b"),
        of("log-rank-by-site", "time: {column: t, low: 0, high: 4}\nevent: {column: e, equals: 1}\ngroups: {column: g, values: [a, b]}",
            "t", "1 2 4", "e", "0 1", "g", "a b"),
        of("cox", "time: {column: t, low: 0, high: 4}\nevent: {column: e, equals: 1}\npredictors: [{column: g, values: [a, b]}]",
            "t", "1 2 4", "e", "0 1", "g", "a b"),
        of("logistic-regression", "outcome: {column: e, equals: 1}\npredictors: [{column: g, values: [a, b]}]", "e", "0 1", "g", "a b -"),
        of("logistic-regression", "outcome: {column: e, equals: 1}\npredictors: [{column: g, values: [a, b]}, {column: h, values: [a, b]}]",
            "e", "0 1", "g", "a b", "h", "a b -"),
        of("linear-regression", "outcome: {column: v, low: 0, high: 5}\npredictors: [{column: g, values: [a, b]}]", "v", "0 1 2 5", "g", "a b -"),
        of("poisson-regression", "outcome: {column: v, low: 0, high: 5}\npredictors: [{column: g, values: [a, b]}]", "v", "0 1 2 5",
            "g", "a b -"),
        of("poisson-regression", "outcome: {column: v, low: 0, high: 5}\nexposure: {column: t, low: 1, high: 3}\n"
            + "predictors: [{column: x, low: 0, high: 3}]", "v", "0 1 2 5", "t", "1 3 -", "x", "0 1 3"),
        of("top-k", "column: code\ncodes: [A, B, C, D]\ntop: 3", "code", "A A A A A B B B C C D E -"),
        of("top-k", "column: code\ncodes: [A1, A2, A3, B]\ntop: 4\nmatch: prefix", "code", "A1 A1 A1 A2 A3 B1 B2"),
        of("top-k", "column: code\ncodes: [A1, C]\ntop: 2\nhierarchy: {A1: [B1], C: [A2, B1]}", "code", "A A1 A2 B1 B2"));
  }

  /** @param columns name, what it may say, often what is written often, "-" for missing */
  private static SmallQuestion of(String statistic, String parameters, String... columns) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i += 2) {
      values.put(columns[i], Stream.of(columns[i + 1].split(" ")).map(value -> value.equals("-") ? "" : value).toList());
    }
    return new SmallQuestion(statistic, parameters, values);
  }
}
