package org.jointly.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;

/** Everything that is wrong with a file, collected before anything is thrown. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String message) {
    found.add(new Problem(file, line, message));
  }

  /** A problem in another file that this one names. */
  void add(String otherFile, int line, String message) {
    found.add(new Problem(otherFile, line, message));
  }

  int count() {
    return found.size();
  }

  boolean any() {
    return !found.isEmpty();
  }

  /** @throws InvalidConfiguration if there is any problem; in the order of the lines */
  void throwIfAny() {
    if (any()) {
      found.sort(Comparator.comparing((Problem problem) -> !problem.source().equals(file)).thenComparingInt(Problem::line));
      throw new InvalidConfiguration(found.stream().distinct().toList());
    }
  }
}
