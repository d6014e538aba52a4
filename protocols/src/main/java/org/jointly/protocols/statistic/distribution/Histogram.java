package org.jointly.protocols.statistic.distribution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.count.CohortCount;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * How the values of a numeric column are distributed over public bins.
 *
 * <p>Definition: bins [e0, e1), [e1, e2), …, left-closed as R's {@code hist(right = FALSE)} without its closed last bin;
 * one cell below e0, one at or above the last edge, one for missing values. Each cell is the joint number of rows.
 *
 * <p>Leakage: per cell whether the release rule holds for the patients behind it; the number of rows where it does. No
 * total is opened, so a single suppressed cell cannot be found by subtraction; a {@code cohort-count} beside it could.
 *
 * <p>Cost: for L cells, missing included, two inputs, one comparison and one multiplication of L elements, two openings of
 * L, in the rounds of {@link CohortCount} whatever L is.
 */
public final class Histogram implements Statistic {
  private static final int MAXIMUM_EDGES = 10_000;
  private static final Parameter COLUMN =
      Parameter.required("column", Parameter.Kind.COLUMN, "the numeric column", "age");
  private static final Parameter EDGES = Parameter.optional(
      "edges", Parameter.Kind.NUMBERS, "the bins' edges, ascending; each bin has its lower edge and not its upper one; or write from, to and width", "[0, 18, 40, 65]");
  private static final Parameter FROM =
      Parameter.optional("from", Parameter.Kind.NUMBER, "the first edge, of bins of one width", "0");
  private static final Parameter TO =
      Parameter.optional("to", Parameter.Kind.NUMBER, "the last edge, a whole number of widths above from", "100");
  private static final Parameter WIDTH =
      Parameter.optional("width", Parameter.Kind.NUMBER, "the width of each bin", "10");

  @Override
  public String name() {
    return "histogram";
  }

  @Override
  public String summary() {
    return "how the values of a numeric column are distributed over bins";
  }

  @Override
  public Group group() {
    return Group.DISTRIBUTIONS;
  }

  @Override
  public String leakage() {
    return "for each bin whether the release rule holds. No total is opened; but one known from another query, less the"
        + " published bins, is what the suppressed ones hold together.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(COLUMN, EDGES, FROM, TO, WIDTH);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> column = reader.column(COLUMN);
    Optional<List<BigDecimal>> edges = edges(reader);
    reader.throwProblems();
    return new Bins(column.orElseThrow(), edges.orElseThrow(), spec.release());
  }

  private static Optional<List<BigDecimal>> edges(ParameterReader reader) {
    List<Parameter> regular = List.of(FROM, TO, WIDTH);
    if (reader.has(EDGES)) {
      regular.stream().filter(reader::has).forEach(parameter ->
          reader.problem(parameter, "stands beside edges; write either edges, or from, to and width"));
      return reader.numbers(EDGES).filter(edges -> isAscending(reader, edges));
    }
    if (regular.stream().noneMatch(reader::has)) {
      reader.problem(EDGES, "is missing; write edges: " + EDGES.example() + ", or from, to and width");
      return Optional.empty();
    }
    regular.stream().filter(parameter -> !reader.has(parameter)).forEach(parameter ->
        reader.problem(parameter, "is missing; from, to and width go together"));
    Optional<BigDecimal> from = reader.number(FROM);
    Optional<BigDecimal> to = reader.number(TO);
    Optional<BigDecimal> width = reader.number(WIDTH);
    return from.isPresent() && to.isPresent() && width.isPresent()
        ? regular(reader, from.get(), to.get(), width.get())
        : Optional.empty();
  }

  private static boolean isAscending(ParameterReader reader, List<BigDecimal> edges) {
    boolean ascending =
        IntStream.range(1, edges.size()).allMatch(i -> edges.get(i - 1).compareTo(edges.get(i)) < 0);
    if (edges.size() < 2 || edges.size() > MAXIMUM_EDGES) {
      reader.problem(EDGES, "got " + edges.size() + " edges; write 2 to " + MAXIMUM_EDGES);
      return false;
    }
    if (!ascending) {
      reader.problem(EDGES, "do not ascend; write each edge once, smallest first");
    }
    return ascending;
  }

  private static Optional<List<BigDecimal>> regular(
      ParameterReader reader, BigDecimal from, BigDecimal to, BigDecimal width) {
    if (width.signum() <= 0) {
      reader.problem(WIDTH, "got " + ParameterReader.shown(width) + "; write a number above 0");
      return Optional.empty();
    }
    if (to.compareTo(from) <= 0) {
      reader.problem(TO, "got " + ParameterReader.shown(to) + ", which is not above from "
          + ParameterReader.shown(from) + "; write the last edge");
      return Optional.empty();
    }
    BigDecimal[] bins = to.subtract(from).divideAndRemainder(width);
    if (bins[0].compareTo(BigDecimal.valueOf(MAXIMUM_EDGES)) >= 0) {
      reader.problem(WIDTH, "gives more than " + (MAXIMUM_EDGES - 1) + " bins; write a larger one");
      return Optional.empty();
    }
    if (bins[1].signum() != 0) {
      BigDecimal nearest = from.add(bins[0].add(BigDecimal.ONE).multiply(width));
      reader.problem(TO, "got " + ParameterReader.shown(to) + ", which is no whole number of widths above from; write "
          + ParameterReader.shown(nearest));
      return Optional.empty();
    }
    return Optional.of(Stream.iterate(from, edge -> edge.add(width)).limit(bins[0].longValueExact() + 1).toList());
  }

  private record Bins(String column, List<BigDecimal> edges, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.BinnedCounts(column, edges, rule.largestCountPerSite());
    }

    @Override
    public List<Release> releases() {
      return List.of(
          new Release.Gated("bin-patients", List.of("bins"), "the number of rows in each bin (its lower edge is in it, its upper is not)"),
          new Release.Gated("missing-patients", List.of("missing"), "the number of rows without a value"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(new Exhibit.Bins("Rows by " + column, "cells", "from", "to", "count"));
    }

    @Override
    public Answer report(Opened opened) {
      List<Answer.Value> cells =
          IntStream.rangeClosed(0, edges.size()).mapToObj(i -> (Answer.Value) cell(opened, i)).toList();
      return new Answer(Answer.Fields.of(
          Map.entry("cells", new Answer.Items(cells)),
          Map.entry("missing", Answer.Fields.of(CountCell.of(opened, "missing", 0, rule)))));
    }

    private Answer.Fields cell(Opened opened, int i) {
      List<Map.Entry<String, ? extends Answer.Value>> fields = new ArrayList<>();
      if (i > 0) {
        fields.add(Map.entry("from", new Answer.Real(edges.get(i - 1).doubleValue())));
      }
      if (i < edges.size()) {
        fields.add(Map.entry("to", new Answer.Real(edges.get(i).doubleValue())));
      }
      fields.add(CountCell.of(opened, "bins", i, rule));
      return Answer.Fields.of(fields);
    }
  }
}
