package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * Terms that each site computes from its own rows, and of which only sums over the sites are opened.
 *
 * <p>A site may have no terms. At least three have to have some, whatever the rule: from the sums over two of them each could subtract its
 * own, and from one site's terms its rows may follow.
 */
public record SiteTerms(ReleaseRule rule) {
  /** What the block of the terms must be called. */
  static final String TERMS = "terms";

  private static final int FEWEST_SITES = 3;
  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final String SITES = "sites";

  /**
   * What a site puts in.
   *
   * @param columns what is read; rows without one of them are missing
   * @param cells how many cells have to hold the rule, pooled
   * @param cellOf the cell of a complete row
   * @param terms how the terms are scaled, how many there are, and their bound
   * @param of a site's terms; empty if it has none
   */
  LocalAggregation local(List<RowColumn> columns, int cells, Function<RowTable, IntUnaryOperator> cellOf, CellBlock terms,
      Function<RowTable, Optional<IntegerVector>> of) {
    long largest = rule.largestCountPerSite();
    List<CellBlock> blocks = MissingRows.blocks(
        largest,
        CellBlock.counts(N, 1, largest),
        CellBlock.counts(PATIENTS, cells, largest),
        CellBlock.counts(SITES, 1, 1),
        terms);
    return new LocalAggregation.OfRows(columns, blocks, rows -> {
      IntUnaryOperator cell = cellOf.apply(rows);
      Optional<IntegerVector> own = of.apply(rows);
      return MissingRows.count(rows, Map.of(
          N, rows.countRows(1, row -> rows.isComplete(row) ? 0 : -1),
          PATIENTS, rows.countPatients(cells, row -> rows.isComplete(row) ? cell.applyAsInt(row) : -1),
          SITES, IntegerVector.of(own.isPresent() ? 1 : 0),
          TERMS, own.orElse(IntegerVector.zeros(terms.length()))));
    });
  }

  /** All or nothing, for every pooled cell and for the sites that have terms. */
  List<Release> releases(String reason) {
    return MissingRows.beside(Release.Gated.together(List.of(PATIENTS), List.of(N, SITES, TERMS), reason)
        .andSites(fewestSites(rule), SITES));
  }

  /** How many sites have to have terms. */
  public static int fewestSites(ReleaseRule rule) {
    return Math.max(FEWEST_SITES, rule.minimumSites());
  }

  boolean isOpen(Opened opened) {
    return opened.isOpen(N);
  }

  long sites(Opened opened) {
    return opened.values(SITES).longAt(0);
  }

  IntegerVector terms(Opened opened) {
    return opened.values(TERMS);
  }

  /** Adds {@code n, missing, sites}; {@code n} when suppressed. */
  AnswerFields header(AnswerFields fields, Opened opened) {
    if (!isOpen(opened)) {
      return fields.put(N, CountCell.hidden(rule, fewestSites(rule)));
    }
    return fields.whole(N, opened.values(N).longAt(0))
        .put(MissingRows.MISSING, MissingRows.shown(opened, rule))
        .whole(SITES, sites(opened));
  }
}
