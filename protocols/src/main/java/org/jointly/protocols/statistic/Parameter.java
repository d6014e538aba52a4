package org.jointly.protocols.statistic;

/**
 * One key of a query that belongs to its statistic.
 *
 * @param name the key in the query file
 * @param required whether a query without it is refused
 * @param doc one line for people
 * @param example a value as one would write it in YAML
 */
public record Parameter(String name, Kind kind, boolean required, String doc, String example) {

  /** What the key's value looks like. */
  public enum Kind {
    COLUMN("the name of a column"),
    CODES("a list of codes"),
    HIERARCHY("the name of a CSV file with a code and one above it in each line"),
    CHOICE("one of a few words"),
    WHOLE("a whole number"),
    NUMBER("a number"),
    NUMBERS("a list of numbers"),
    CATEGORIES("a column and its categories"),
    EVENT("a column and the value that means the event"),
    MEASURE("a numeric column with its bounds"),
    STRATA("a column with its categories, or a numeric column with edges"),
    PREDICTORS("a list of columns, each with bounds or categories"),
    CONDITIONS("a list of conditions, in order"),
    COLUMNS("a list of columns"),
    GRID("from, to and step, or a list of numbers");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The kind in words. */
    public String label() {
      return label;
    }
  }

  public static Parameter required(String name, Kind kind, String doc, String example) {
    return new Parameter(name, kind, true, doc, example);
  }

  public static Parameter optional(String name, Kind kind, String doc, String example) {
    return new Parameter(name, kind, false, doc, example);
  }
}
