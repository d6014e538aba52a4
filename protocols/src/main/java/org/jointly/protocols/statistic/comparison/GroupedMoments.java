package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.CellSums;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * The moments of a number in each of several groups: what t-tests and the analysis of variance are computed from.
 *
 * <p>Rows without a value or without a group are counted as missing. All is opened together or not at all: what a test
 * says would tell about a group below the threshold.
 *
 * @param value of which the moments are
 * @param groups whose categories are the groups
 * @param largest the public bound on rows at one site
 */
record GroupedMoments(RowColumn.Number value, RowColumn.Category groups, long largest) {
  static final Parameter VALUE = Parameter.required(
      "value", Parameter.Kind.MEASURE, "the numeric column; a site that has a value outside the bounds refuses, or, without decimals: 2 (or so), one that is"
          + " not whole",
      "{column: age, low: 0, high: 120}");
  static final Parameter TWO_GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the two groups; a site that has another one refuses; the difference is the first mean less the second", "{column: sex, values: [f, m]}");
  private static final String N = "n";
  private static final String SUM = "sum";
  private static final String SQUARES = "squares";
  private static final String PATIENTS = "patients";

  LocalAggregation local() {
    int cells = groups.values().size();
    List<CellBlock> blocks = MissingRows.blocks(
        largest,
        CellBlock.counts(N, cells, largest),
        value.sums(SUM, cells, largest),
        value.products(value, SQUARES, cells, largest),
        CellBlock.counts(PATIENTS, cells, largest));
    return new LocalAggregation.OfRows(List.of(value, groups), blocks, this::fold);
  }

  private LocalAggregate fold(RowTable rows) {
    RowValues x = rows.values(value);
    RowValues group = rows.values(groups);
    int cells = groups.values().size();
    CellSums sums = new CellSums(cells);
    CellSums squares = new CellSums(cells);
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.isComplete(row)) {
        sums.add(group.indexAt(row), x.at(row));
        squares.addProduct(group.indexAt(row), x.at(row), x.at(row));
      }
    }
    IntUnaryOperator cell = row -> rows.isComplete(row) ? group.indexAt(row) : -1;
    return MissingRows.count(rows, Map.of(
        N, rows.countRows(cells, cell),
        SUM, sums.toVector(),
        SQUARES, squares.toVector(),
        PATIENTS, rows.countPatients(cells, cell)));
  }

  /** Of rows at one site, group by group. */
  List<SampleMoments> of(RowTable rows) {
    LocalAggregate own = fold(rows);
    return samples(own::block);
  }

  List<Release> releases() {
    return MissingRows.beside(Release.Gated.together(
        List.of(PATIENTS), List.of(N, SUM, SQUARES), "of each group the number of values, their sum and that of their squares"));
  }

  /** Group by group, in the order of the query; empty if a group did not pass. */
  Optional<List<SampleMoments>> opened(Opened opened) {
    if (!opened.isOpen(N)) {
      return Optional.empty();
    }
    return Optional.of(samples(opened::values));
  }

  private List<SampleMoments> samples(Function<String, IntegerVector> vectors) {
    return IntStream.range(0, groups.values().size())
        .mapToObj(i -> new SampleMoments(
            vectors.apply(N).at(i), vectors.apply(SUM).at(i), vectors.apply(SQUARES).at(i), value.decimals()))
        .toList();
  }

  /** Adds {@code mean, sd}, by group a list under each. */
  static void describe(AnswerFields fields, List<SampleMoments> groups) {
    fields.put("mean", each(groups, BigInteger.ONE, "n = 0", SampleMoments::mean))
        .put("sd", each(groups, BigInteger.TWO, "n < 2", SampleMoments::sd));
  }

  private static Answer.Value each(
      List<SampleMoments> groups, BigInteger least, String fewer, ToDoubleFunction<SampleMoments> number) {
    return new Answer.Items(groups.stream()
        .<Answer.Value>map(group -> group.n().compareTo(least) < 0
            ? new Answer.NotAvailable(fewer)
            : new Answer.Real(number.applyAsDouble(group)))
        .toList());
  }
}
