package org.jointly.protocols.statistic.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * How much is missing in each of several columns.
 *
 * <p>Definition: n rows of the cohort, and per column how many of them have no value.
 *
 * <p>Answer: {@code {n, cells: [{column, missing, percent}], warning?}}.
 *
 * <p>Leakage: whether the rule holds for the cohort, and per column whether it holds both for the patients with a row without
 * a value and for those with a row that has one, which n would tell; n and the numbers of rows where it does.
 *
 * <p>Cost: for L columns inputs of 3L + 2 elements, comparisons of 2L + 1, L products of two bits, openings of 2L + 2; one round
 * more than {@link CohortCount}.
 */
public final class Missingness implements Statistic {
  private static final int MAXIMUM_COLUMNS = 1_000;

  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final String MISSING = "missing";
  private static final String WITHOUT = "patients without";
  private static final String WITH = "patients with";
  private static final String HIDDEN =
      "where missing is suppressed, too few have no value, or too few have one: missing may be close to n";
  private static final Parameter COLUMNS = Parameter.required(
      "columns", Parameter.Kind.COLUMNS, "the columns of which missing values are counted: empty fields, and texts that a site says stand for none",
      "[age, sex]");

  @Override
  public String name() {
    return "missingness";
  }

  @Override
  public String summary() {
    return "how many values are missing in each of several columns";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the cohort; for each column whether it holds both for the patients with and those"
        + " without a value.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(COLUMNS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<List<String>> columns = reader.columns(COLUMNS, MAXIMUM_COLUMNS);
    reader.throwProblems();
    List<RowColumn.Holds> absent = columns.orElseThrow().stream()
        .map(column -> new RowColumn.Holds(new Predicate.IsMissing(column)))
        .toList();
    return new Table(columns.orElseThrow(), absent, spec.release());
  }

  private record Table(List<String> columns, List<RowColumn.Holds> absent, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = List.of(
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(PATIENTS, 1, largest),
          CellBlock.counts(MISSING, columns.size(), largest),
          CellBlock.counts(WITHOUT, columns.size(), largest),
          CellBlock.counts(WITH, columns.size(), largest));
      return new LocalAggregation.OfRows(List.copyOf(absent), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      long[] missing = new long[columns.size()];
      long[] without = new long[columns.size()];
      long[] with = new long[columns.size()];
      for (int i = 0; i < missing.length; i++) {
        RowValues isAbsent = rows.values(absent.get(i));
        missing[i] = rows.countRows(1, row -> isAbsent.at(row) == 1 ? 0 : -1).longAt(0);
        without[i] = rows.countPatients(1, row -> isAbsent.at(row) == 1 ? 0 : -1).longAt(0);
        with[i] = rows.countPatients(1, row -> isAbsent.at(row) == 1 ? -1 : 0).longAt(0);
      }
      return new LocalAggregate(Map.of(
          N, IntegerVector.of(rows.rows()),
          PATIENTS, IntegerVector.of(rows.patients()),
          MISSING, IntegerVector.of(missing),
          WITHOUT, IntegerVector.of(without),
          WITH, IntegerVector.of(with)));
    }

    @Override
    public List<Release> releases() {
      return List.of(
          new Release.Gated(PATIENTS, List.of(N), "the number of rows in the cohort"),
          new Release.Gated(List.of(WITHOUT, WITH), List.of(MISSING), false, "how many of them have no value in each column"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(new Exhibit.Bars("Rows without a value", "cells", "column", MISSING));
    }

    @Override
    public Answer report(Opened opened) {
      Optional<Long> n = opened.whole(N, 0);
      List<Answer.Value> cells =
          IntStream.range(0, columns.size()).<Answer.Value>mapToObj(i -> cell(opened.whole(MISSING, i), i, n)).toList();
      List<Map.Entry<String, ? extends Answer.Value>> fields = new ArrayList<>(List.of(
          Map.entry(N, n.<Answer.Value>map(Answer.Whole::new).orElse(CountCell.suppressed(rule))),
          Map.entry("cells", new Answer.Items(cells))));
      if (n.isPresent() && IntStream.range(0, columns.size()).anyMatch(i -> opened.whole(MISSING, i).isEmpty())) {
        fields.add(Map.entry("warning", new Answer.Text(HIDDEN)));
      }
      return new Answer(Answer.Fields.of(fields));
    }

    private Answer.Fields cell(Optional<Long> missing, int i, Optional<Long> n) {
      Map.Entry<String, Answer.Value> column = Map.entry("column", new Answer.Text(columns.get(i)));
      if (missing.isEmpty()) {
        return Answer.Fields.of(column, Map.entry(MISSING, CountCell.hidden(rule)));
      }
      return Answer.Fields.of(column, Map.entry(MISSING, new Answer.Whole(missing.get())), Map.entry("percent",
          n.filter(rows -> rows > 0)
              .<Answer.Value>map(rows -> new Answer.Real(100.0 * missing.get() / rows))
              .orElse(new Answer.NotAvailable("n = 0"))));
    }
  }
}
