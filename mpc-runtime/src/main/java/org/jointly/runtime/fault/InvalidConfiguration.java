package org.jointly.runtime.fault;

import java.util.List;
import java.util.stream.Collectors;
import org.jointly.runtime.party.PartyId;

/** A file or setting of this node is wrong; every problem at once. The operator mends it. */
public final class InvalidConfiguration extends JointlyException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** @param problems at least one */
  public InvalidConfiguration(List<Problem> problems) {
    super(
        FaultFamily.INVALID_CONFIGURATION,
        null,
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")),
        null);
    this.problems = List.copyOf(problems);
  }

  /** As a party reported it. */
  InvalidConfiguration(PartyId party, String detail, List<Problem> problems) {
    super(FaultFamily.INVALID_CONFIGURATION, party, detail, null);
    this.problems = List.copyOf(problems);
  }

  /** A problem of a setting that stands in no file. */
  public InvalidConfiguration(String message) {
    this(List.of(new Problem("", 0, message)));
  }

  public List<Problem> problems() {
    return problems;
  }

  /**
   * One problem.
   *
   * @param source the file as the operator named it; empty if it stands in no file
   * @param line from 1; 0 if no line is to blame
   * @param message what is wrong and what would be right
   */
  public record Problem(String source, int line, String message) {
    @Override
    public String toString() {
      if (source.isEmpty()) {
        return message;
      }
      return line > 0 ? source + ":" + line + ": " + message : source + ": " + message;
    }
  }
}
