package org.jointly.protocols.statistic.count;

import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.query.CodeHierarchy;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.parameter.ParameterReader;

/**
 * The part of a query that says which codes are meant, and when a row has one of them.
 *
 * @param codes as listed
 * @param match how a row's code is compared, without a hierarchy
 * @param list what each row's code counts for
 */
record CodeQuestion(String column, List<String> codes, CodeMatch match, boolean hasHierarchy, CodeList list) {
  /** Pairs of a listed code and one below it: bounds the memory at every site. */
  private static final int MAXIMUM_PAIRS = 2_000_000;

  static final Parameter COLUMN =
      Parameter.required("column", Parameter.Kind.COLUMN, "the column that holds the code", "code");
  static final Parameter MATCH = Parameter.optional(
      "match", Parameter.Kind.CHOICE, "exact (default) or prefix: a row's code begins with the listed one", "exact");
  static final Parameter HIERARCHY = Parameter.optional(
      "hierarchy", Parameter.Kind.HIERARCHY,
      "a CSV file beside this one with a code and one above it in each line (E75.2,E75): a listed code then counts those below it, too",
      "hierarchy.csv");

  CodeQuestion {
    codes = List.copyOf(codes);
  }

  static Parameter codes(int atMost) {
    return Parameter.required("codes", Parameter.Kind.CODES, "the codes to count, 1 to " + shown(atMost), "[E75.2, E76.1]");
  }

  private static String shown(int number) {
    return number < 10_000 ? String.valueOf(number) : number / 1000 + " 000";
  }

  /**
   * The question; empty when there are problems, or will be.
   *
   * @param parameter {@link #codes} of the same number
   */
  static Optional<CodeQuestion> read(ParameterReader reader, Parameter parameter, int atMost) {
    Optional<String> column = reader.column(COLUMN);
    Optional<List<String>> codes = reader.codes(parameter, atMost);
    Optional<CodeMatch> match = reader.choice(MATCH, List.of("exact", "prefix"))
        .map(word -> word.equals("exact") ? CodeMatch.EXACT : CodeMatch.PREFIX);
    boolean hasHierarchy = reader.has(HIERARCHY);
    if (hasHierarchy && match.equals(Optional.of(CodeMatch.PREFIX))) {
      reader.problem(HIERARCHY, "stands beside match: prefix, and both say what a code includes; write one of them");
      return Optional.empty();
    }
    Optional<CodeHierarchy> hierarchy = reader.hierarchy(HIERARCHY, codes.orElse(List.of()));
    Optional<CodeList> list = codes.flatMap(listed -> hasHierarchy
        ? hierarchy.flatMap(tree -> list(reader, listed, tree))
        : match.map(how -> how == CodeMatch.EXACT ? CodeList.exact(listed) : CodeList.prefixes(listed)));
    return column.flatMap(name -> list.flatMap(known ->
        match.map(how -> new CodeQuestion(name, codes.orElseThrow(), how, hasHierarchy, known))));
  }

  private static Optional<CodeList> list(ParameterReader reader, List<String> codes, CodeHierarchy hierarchy) {
    Optional<CodeList> list = CodeList.hierarchy(codes, hierarchy, MAXIMUM_PAIRS);
    if (list.isEmpty()) {
      reader.problem(HIERARCHY, "the listed codes have more than " + MAXIMUM_PAIRS + " codes below them; ask in several queries");
    }
    return list;
  }
}
