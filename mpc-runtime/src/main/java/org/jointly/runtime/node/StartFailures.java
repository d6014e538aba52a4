package org.jointly.runtime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.jointly.runtime.fault.JointlyException;

/** Everything that keeps a node from starting, so that its operator hears of all of it at once. */
final class StartFailures {
  private final List<JointlyException> failures = new ArrayList<>();

  /** What it gives; empty if it failed, which is kept. */
  <T> Optional<T> attempt(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (InvalidConfiguration | IdentityFailure | DataFailure failure) {
      failures.add(failure);
      return Optional.empty();
    }
  }

  /**
   * @throws JointlyException the failure, if there is one only
   * @throws InvalidConfiguration with the problems of all, if there are several
   */
  void throwIfAny() {
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new InvalidConfiguration(failures.stream().flatMap(failure -> problems(failure).stream()).toList());
    }
  }

  private static List<Problem> problems(JointlyException failure) {
    return failure instanceof InvalidConfiguration configuration
        ? configuration.problems()
        : List.of(new Problem("", 0, failure.getMessage()));
  }
}
