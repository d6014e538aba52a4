package org.jointly.protocols.query;

import java.util.List;
import java.util.Optional;

/**
 * A table or a picture that people expect of an answer, in the names of the answer's fields: pure data, drawn by whoever shows
 * answers. An exhibit whose fields an answer does not have, for it is suppressed or does not exist, is left out.
 *
 * <p>A table is named by the field that it takes the place of: a list of fields, or what {@link Columns} makes one of.
 */
public sealed interface Exhibit {

  /**
   * Lists of the same length as the columns of one table.
   *
   * @param table the field that names the rows; a list of texts or numbers unless {@code labels} says what it says
   * @param header of the column of names
   * @param labels the names of the rows; empty if the field is a list itself
   * @param lists the fields that become columns; one that an answer does not have as a list is none
   */
  record Columns(String table, String header, List<String> labels, List<String> lists) implements Exhibit {
    public Columns {
      labels = List.copyOf(labels);
      lists = List.copyOf(lists);
    }

    public static Columns of(String table, String header, String... lists) {
      return new Columns(table, header, List.of(), List.of(lists));
    }
  }

  /** Fields that the rows of a table name in a column: they become a column of their own, {@code value}. */
  record Gathered(String table, String named) implements Exhibit {}

  /**
   * A list of counts, row by row, as a table with sums.
   *
   * @param down what the categories of the rows are of
   * @param across what those of the columns are of
   * @param replaced fields that say nothing more than it
   */
  record CrossTable(String rows, String columns, String counts, String down, String across, List<String> replaced) implements Exhibit {
    public CrossTable {
      replaced = List.copyOf(replaced);
    }
  }

  /** A bar for each row of a table; a suppressed count is a bar without a height. */
  record Bars(String title, String table, String label, String count) implements Exhibit {}

  /** Counts between edges; the first bin may have no lower edge and the last no upper one. */
  record Bins(String title, String table, String from, String to, String count) implements Exhibit {}

  /**
   * Survival over time, a step at each row; with limits and the numbers at risk.
   *
   * @param group the column that tells one curve from another, if there are several
   * @param least what survival is at least, where only bounds are known
   */
  record Survival(
      String title, String table, Optional<String> group, String time, String survival, String low, String high, String atRisk, String least)
      implements Exhibit {}

  /** Estimates with limits, a line each: those of the rows of a table, or some of the answer's own. */
  record Forest(String title, Scale scale, Optional<String> table, List<Estimate> estimates) implements Exhibit {
    public Forest {
      estimates = List.copyOf(estimates);
    }

    public static Forest of(String title, Scale scale, Estimate... estimates) {
      return new Forest(title, scale, Optional.empty(), List.of(estimates));
    }

    public static Forest ofRows(String title, Scale scale, String table, Estimate estimate) {
      return new Forest(title, scale, Optional.of(table), List.of(estimate));
    }
  }

  /**
   * Which fields an estimate and its limits are.
   *
   * @param label what it is called; in a table, the column that says so
   * @param limitUnit what limits of 1 are in the unit of the value
   */
  record Estimate(String label, String value, String low, String high, double limitUnit) {
    public static Estimate of(String label, String value, String low, String high) {
      return new Estimate(label, value, low, high, 1);
    }
  }

  /** What no effect is, and how distances from it are seen. */
  enum Scale {
    /** 1 is no effect, a half as far from it as 2. */
    RATIO,
    /** 0 is no effect. */
    DIFFERENCE,
    /** There is no such value. */
    QUANTITY
  }

  /** The name of the term of a regression that is no effect, and is not drawn. */
  String INTERCEPT = "(Intercept)";
}
