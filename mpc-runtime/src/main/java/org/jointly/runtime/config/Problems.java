package org.jointly.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.jointly.runtime.fault.JointlyException;

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

  /** Adds what is wrong there, if anything is. */
  void lookAt(Runnable elsewhere) {
    try {
      elsewhere.run();
    } catch (InvalidConfiguration wrong) {
      found.addAll(wrong.problems());
    } catch (JointlyException wrong) {
      found.add(new Problem("", 0, wrong.getMessage()));
    }
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
      found.sort(Comparator.comparing((Problem problem) -> !problem.source().equals(file)).thenComparing(Problem::source).thenComparingInt(Problem::line));
      throw new InvalidConfiguration(found.stream().distinct().toList());
    }
  }
}
