package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * Whether two categories depend on each other: a table of counts and its tests.
 *
 * <p>Definition, on the rows that have both, with O and E = row·column/n of a cell:
 *
 * <pre>
 *   χ² = Σ(O − E)²/E     df = (rows − 1)(columns − 1)     Cramér's V = √(χ²/(n·min(rows − 1, columns − 1)))
 *
 *   for a table  a b / c d:
 *   Yates            χ² with |O − E| − min(½, |O − E|)
 *   Fisher           exact p, conditional odds ratio and limits: {@link FisherTest}
 *   odds ratio       ad/bc                      limits exp(ln OR ∓ z·√(1/a + 1/b + 1/c + 1/d))
 *   risk ratio       a/(a + b) : c/(c + d)      limits exp(ln RR ∓ z·√(1/a − 1/(a + b) + 1/c − 1/(c + d)))
 *   risk difference  p − q, p = a/(a + b), q = c/(c + d)
 *                    limits p − q ∓ z·√(p(1 − p)/(a + b) + q(1 − q)/(c + d))
 * </pre>
 *
 * <p>So risks are those of the first column, in the first row against the second.
 *
 * <p>Source: Pearson 1900; Yates 1934; Fisher 1935; limits of Wald (Woolf 1955; Katz et al. 1978); as R's
 * {@code chisq.test} and {@code fisher.test}.
 *
 * <p>Answer: {@code {row_labels, column_labels, n, missing, nrow, ncol, rows, cells: [{row, column, expected, n}],
 * warning?, chi2, df, p, cramers_v}}, {@code rows} being the counts row by row; for 2 × 2 then {@code yates_chi2, yates_p,
 * fisher_p, fisher_or, fisher_low, fisher_high, odds_ratio, odds_ratio_low, odds_ratio_high, risk_ratio, risk_ratio_low,
 * risk_ratio_high, risk_difference, risk_difference_low, risk_difference_high, confidence}};
 * {@code {row_labels, column_labels, n, warning}} when suppressed.
 *
 * <p>Leakage: whether every cell of the table holds the release rule. If it does: the table, and the number of rows without
 * one of the categories, where it is 0 or of enough patients. If one cell does not, nothing is opened, for any other cell and
 * the margins would tell about it; so an empty cell suppresses the table unless k is 0.
 *
 * <p>Cost: for C cells, 2C + 1 inputs, a comparison of C elements, products of the C bits in ⌈log2 C⌉ rounds, and
 * multiplications and openings of C + 1 elements.
 */
public final class ContingencyTable implements Statistic {
  private static final int MAXIMUM_CATEGORIES = 50;
  private static final int SMALL = 5;
  private static final String TOO_FEW =
      "at least one cell rests on too few patients, so none is shown; merge categories, or ask of more patients";
  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final Parameter ROWS = Parameter.required(
      "rows", Parameter.Kind.CATEGORIES, "the categories of the table's rows; a site that has another one refuses; ratios and the risk difference compare the first of two"
          + " with the second",
      "{column: smoke, values: [0, 1]}");
  private static final Parameter COLUMNS = Parameter.required(
      "columns", Parameter.Kind.CATEGORIES, "those of its columns; a site that has another one refuses; odds and risks are those of the first of two",
      "{column: sex, values: [f, m]}");

  @Override
  public String name() {
    return "contingency-table";
  }

  @Override
  public String summary() {
    return "whether two categories depend on each other: chi-squared, and for 2 x 2 Fisher's test, odds and risk ratios";
  }

  @Override
  public Group group() {
    return Group.TESTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of every cell; if so, the table, and the number of missing values,"
        + " where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(ROWS, COLUMNS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Category> rows = reader.categories(ROWS, 2, MAXIMUM_CATEGORIES);
    Optional<RowColumn.Category> columns = reader.categories(COLUMNS, 2, MAXIMUM_CATEGORIES);
    Optional<Confidence> confidence = reader.confidence();
    if (rows.isPresent() && rows.map(RowColumn.Category::column).equals(columns.map(RowColumn.Category::column))) {
      reader.problem(COLUMNS, "has the column of the rows; write another one");
    }
    reader.throwProblems();
    return new Counting(rows.orElseThrow(), columns.orElseThrow(), confidence.orElseThrow(), spec.release());
  }

  private record Counting(
      RowColumn.Category rows, RowColumn.Category columns, Confidence confidence, ReleaseRule rule)
      implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(N, cells(), largest),
          CellBlock.counts(PATIENTS, cells(), largest));
      return new LocalAggregation.OfRows(List.of(rows, columns), blocks, this::fold);
    }

    private int cells() {
      return rows.values().size() * columns.values().size();
    }

    private LocalAggregate fold(RowTable table) {
      RowValues row = table.values(rows);
      RowValues column = table.values(columns);
      int width = columns.values().size();
      IntUnaryOperator cell = i -> table.isComplete(i) ? row.indexAt(i) * width + column.indexAt(i) : -1;
      return MissingRows.count(table, Map.of(
          N, table.countRows(cells(), cell),
          PATIENTS, table.countPatients(cells(), cell)));
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(List.of(PATIENTS), List.of(N), "every cell of the table"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(
          new Exhibit.CrossTable("row_labels", "column_labels", "rows", rows.column(), columns.column(), List.of("nrow", "ncol", "cells")),
          Exhibit.Forest.of(ratios(), Exhibit.Scale.RATIO,
              Exhibit.Estimate.of("odds ratio", "odds_ratio", "odds_ratio_low", "odds_ratio_high"),
              Exhibit.Estimate.of("odds ratio, conditional", "fisher_or", "fisher_low", "fisher_high"),
              Exhibit.Estimate.of("risk ratio", "risk_ratio", "risk_ratio_low", "risk_ratio_high")));
    }

    /** Which way round they are, where there are any. */
    private String ratios() {
      return rows.values().size() == 2
          ? "Ratios of " + columns.column() + " " + columns.values().get(0) + ", " + rows.column() + " " + rows.values().get(0) + " to "
              + rows.values().get(1)
          : "Ratios";
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields()
          .texts("row_labels", rows.values())
          .texts("column_labels", columns.values());
      if (!opened.isOpen(N)) {
        return fields.put(N, CountCell.hidden(rule)).text("warning", TOO_FEW).answer();
      }
      CrossTable table =
          new CrossTable(rows.values().size(), columns.values().size(), opened.values(N).toLongs());
      counts(fields, table, MissingRows.shown(opened, rule));
      pearson(fields, table);
      if (table.cells().length == 4) {
        yates(fields, table);
        fisher(fields, table);
        new RiskComparison(table, confidence).addTo(fields);
        fields.real("confidence", confidence.level().doubleValue());
      }
      return fields.answer();
    }

    private void counts(AnswerFields fields, CrossTable table, Answer.Value missing) {
      fields.whole(N, table.total()).put(MissingRows.MISSING, missing)
          .whole("nrow", table.rows()).whole("ncol", table.columns())
          .wholes("rows", table.cells())
          .put("cells", new Answer.Items(IntStream.range(0, cells()).mapToObj(cell -> cell(table, cell)).toList()));
      if (table.total() > 0 && IntStream.range(0, cells()).anyMatch(cell -> table.expected(cell) < SMALL)) {
        fields.text("warning", "an expected count is below " + SMALL + ": the chi-squared test may be wrong");
      }
    }

    private Answer.Value cell(CrossTable table, int cell) {
      AnswerFields fields = new AnswerFields()
          .text("row", rows.values().get(cell / table.columns()))
          .text("column", columns.values().get(cell % table.columns()));
      if (table.total() == 0) {
        fields.none("n = 0", "expected");
      } else {
        fields.real("expected", table.expected(cell));
      }
      return fields.whole(N, table.cells()[cell]).row();
    }

    private static void pearson(AnswerFields fields, CrossTable table) {
      if (table.hasEmptyMargin()) {
        fields.none("a row or a column is empty", "chi2", "df", "p", "cramers_v");
      } else {
        fields.real("chi2", table.chiSquared()).whole("df", table.degrees())
            .real("p", table.p(table.chiSquared())).real("cramers_v", table.cramersV());
      }
    }

    private static void yates(AnswerFields fields, CrossTable table) {
      if (table.hasEmptyMargin()) {
        fields.none("a row or a column is empty", "yates_chi2", "yates_p");
      } else {
        fields.real("yates_chi2", table.yates()).real("yates_p", table.p(table.yates()));
      }
    }

    private void fisher(AnswerFields fields, CrossTable table) {
      String[] names = {"fisher_p", "fisher_or", "fisher_low", "fisher_high"};
      long[] cells = table.cells();
      if (table.hasEmptyMargin()) {
        fields.none("a row or a column is empty", names);
      } else if (FisherTest.tables(cells[0], cells[1], cells[2], cells[3]) > FisherTest.MAXIMUM_TABLES) {
        fields.none("the counts are too large for an exact test", names);
      } else {
        FisherTest fisher = new FisherTest(cells[0], cells[1], cells[2], cells[3]);
        fields.real(names[0], fisher.twoSided())
            .put(names[1], finite(fisher.oddsRatio()))
            .put(names[2], finite(fisher.lower(confidence.tail())))
            .put(names[3], finite(fisher.upper(confidence.tail())));
      }
    }

    private static Answer.Value finite(double ratio) {
      return Double.isInfinite(ratio) ? new Answer.NotAvailable("infinite") : new Answer.Real(ratio);
    }
  }
}
