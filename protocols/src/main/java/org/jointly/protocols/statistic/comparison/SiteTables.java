package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;

/**
 * A table of two groups and two outcomes at every site, of which only sums of terms are opened: what {@link MantelHaenszel} and
 * {@link MetaAnalysis} are computed from.
 *
 * <p>A site whose table lacks a group or an outcome has no terms.
 */
record SiteTables(RowColumn.Category groups, RowColumn.Category outcome, ReleaseRule rule) {
  static final Parameter GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the two groups, of which odds ratios compare the first with the second; a site that has another one refuses",
      "{column: smoke, values: [0, 1]}");
  static final Parameter OUTCOME = Parameter.required(
      "outcome", Parameter.Kind.CATEGORIES, "the two outcomes, of which odds are those of the first; a site that has another one refuses",
      "{column: low, values: [0, 1]}");
  private static final int CELLS = 4;

  /** Empty if something is wrong, which the reader then throws. */
  static Optional<SiteTables> read(ParameterReader reader, ReleaseRule rule) {
    Optional<RowColumn.Category> groups = reader.categories(GROUPS, 2, 2);
    Optional<RowColumn.Category> outcome = reader.categories(OUTCOME, 2, 2);
    if (groups.isPresent() && groups.map(RowColumn.Category::column).equals(outcome.map(RowColumn.Category::column))) {
      reader.problem(OUTCOME, "has the column of the groups; write another one");
    }
    return groups.flatMap(rows -> outcome.map(columns -> new SiteTables(rows, columns, rule)));
  }

  /**
   * What a site puts in.
   *
   * @param terms how the terms are scaled, how many there are, and their bound
   * @param of a site's terms from its table a b / c d, which has no empty margin
   */
  LocalAggregation local(CellBlock terms, Function<CrossTable, IntegerVector> of) {
    return site().local(List.of(groups, outcome), CELLS, this::cellOf, terms, rows -> {
      IntUnaryOperator cell = cellOf(rows);
      long[] counts = rows.countRows(CELLS, row -> rows.isComplete(row) ? cell.applyAsInt(row) : -1).toLongs();
      return Optional.of(new CrossTable(2, 2, counts)).filter(table -> !table.hasEmptyMargin()).map(of);
    });
  }

  private IntUnaryOperator cellOf(RowTable rows) {
    RowValues group = rows.values(groups);
    RowValues column = rows.values(outcome);
    return row -> 2 * group.indexAt(row) + column.indexAt(row);
  }

  /** The sums over the sites. */
  SiteTerms site() {
    return new SiteTerms(rule);
  }

  /** {@code groups, outcomes, n, missing, sites}; {@code groups, outcomes, n} when suppressed. */
  AnswerFields header(Opened opened) {
    return site().header(new AnswerFields().texts("groups", groups.values()).texts("outcomes", outcome.values()), opened);
  }
}
