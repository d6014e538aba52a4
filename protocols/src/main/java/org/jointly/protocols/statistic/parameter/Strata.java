package org.jointly.protocols.statistic.parameter;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.RowColumn;

/**
 * Groups that a query names: the categories of a column, or the bins of a number.
 *
 * @param column a {@link RowColumn.Category} or {@link RowColumn.Binned}: its values are the indices of the labels
 */
public record Strata(RowColumn column, List<String> labels) {
  public Strata {
    labels = List.copyOf(labels);
  }

  static Strata of(RowColumn.Category column) {
    return new Strata(column, column.values());
  }

  /** Labels as epidemiologists write left-closed bins: [0, 18). */
  static Strata of(RowColumn.Binned column) {
    List<BigDecimal> edges = column.edges();
    return new Strata(column, IntStream.range(1, edges.size())
        .mapToObj(i -> "[" + edges.get(i - 1).toPlainString() + ", " + edges.get(i).toPlainString() + ")")
        .toList());
  }

  public int size() {
    return labels.size();
  }
}
