package org.jointly.protocols.aggregate;

/**
 * A value of a site's row is not what the query says a value may be. The message names the column and what to write instead, and
 * never the value; it begins with "column".
 */
public final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** @param problem goes on after the column's name: "holds a value that is not a number such as 72.5; …" */
  public UnfitValueException(String column, String problem) {
    super("column " + column + " " + problem);
  }
}
