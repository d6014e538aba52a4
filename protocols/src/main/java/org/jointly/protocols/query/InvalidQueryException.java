package org.jointly.protocols.query;

import java.util.List;

/**
 * A question that cannot be asked; every problem at once, each saying what to write instead.
 *
 * <p>A problem with one key of the query begins with that key and a colon ({@code threshold: got 5, …}), so that a reader
 * of query files can add the line.
 */
public final class InvalidQueryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public InvalidQueryException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public InvalidQueryException(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
