package org.jointly.protocols.query;

import java.util.List;

/** A question that cannot be asked; every problem at once, each saying what to write instead. */
public final class InvalidQueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public InvalidQueryException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
