package org.jointly.runtime.data;

import java.util.List;

/** A table that cannot be opened, said for the site's operator. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  Unreadable(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  Unreadable(String problem) {
    this(List.of(problem));
  }

  List<String> problems() {
    return problems;
  }
}
