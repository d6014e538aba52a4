package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * A table of two groups and two outcomes at every site, of which only sums of terms are opened: what {@link MantelHaenszel} and
 * {@link MetaAnalysis} are computed from.
 *
 * <p>A site counts where its table has both groups and both outcomes; others have no terms. At least three sites have to count,
 * whatever the rule: from the sums over two of them each could subtract its own terms, and from one site's terms its table follows.
 */
public record SiteTables(RowColumn.Category groups, RowColumn.Category outcome, ReleaseRule rule) {
  static final Parameter GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the two groups; a site that has another one refuses",
      "{column: smoke, values: [0, 1]}");
  static final Parameter OUTCOME = Parameter.required(
      "outcome", Parameter.Kind.CATEGORIES, "the two outcomes; a site that has another one refuses",
      "{column: low, values: [0, 1]}");
  public static final int FEWEST_SITES = 3;
  private static final int CELLS = 4;
  private static final String N = "n";
  private static final String MISSING = "missing";
  private static final String PATIENTS = "patients";
  private static final String SITES = "sites";
  private static final String TERMS = "terms";

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
    long largest = rule.largestCountPerSite();
    List<CellBlock> blocks = List.of(
        CellBlock.counts(N, 1, largest),
        CellBlock.counts(MISSING, 1, largest),
        CellBlock.counts(PATIENTS, CELLS, largest),
        CellBlock.counts(SITES, 1, 1),
        terms);
    return new LocalAggregation.OfRows(List.of(groups, outcome), blocks, rows -> fold(rows, terms.length(), of));
  }

  private LocalAggregate fold(RowTable rows, int terms, Function<CrossTable, IntegerVector> of) {
    RowValues group = rows.values(groups);
    RowValues column = rows.values(outcome);
    IntUnaryOperator cell = row -> rows.isComplete(row) ? 2 * group.indexAt(row) + column.indexAt(row) : -1;
    CrossTable table = new CrossTable(2, 2, rows.countRows(CELLS, cell).toLongs());
    boolean counts = !table.hasEmptyMargin();
    return new LocalAggregate(Map.of(
        N, rows.countRows(1, row -> rows.isComplete(row) ? 0 : -1),
        MISSING, rows.countRows(1, row -> rows.isComplete(row) ? -1 : 0),
        PATIENTS, rows.countPatients(CELLS, cell),
        SITES, IntegerVector.of(counts ? 1 : 0),
        TERMS, counts ? of.apply(table) : IntegerVector.zeros(terms)));
  }

  /** The block of the terms must have this name. */
  static String terms() {
    return TERMS;
  }

  /** All or nothing, for every cell of the pooled table and for the sites that count. */
  List<Release> releases(String reason) {
    return List.of(Release.Gated.together(List.of(PATIENTS), List.of(N, MISSING, SITES, TERMS), reason)
        .andSites(fewestSites(), SITES));
  }

  private int fewestSites() {
    return Math.max(FEWEST_SITES, rule.minimumSites());
  }

  boolean isOpen(Opened opened) {
    return opened.isOpen(N);
  }

  long sites(Opened opened) {
    return opened.values(SITES).longAt(0);
  }

  /** {@code groups, outcomes, n, missing, sites}; {@code groups, outcomes, n} when suppressed. */
  AnswerFields header(Opened opened) {
    AnswerFields fields = new AnswerFields().texts("groups", groups.values()).texts("outcomes", outcome.values());
    if (!isOpen(opened)) {
      return fields.put(N, CountCell.suppressed(rule, fewestSites()));
    }
    return fields.whole(N, opened.values(N).longAt(0))
        .whole(MISSING, opened.values(MISSING).longAt(0))
        .whole(SITES, sites(opened));
  }
}
