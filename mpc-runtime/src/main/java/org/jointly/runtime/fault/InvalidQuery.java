package org.jointly.runtime.fault;

import java.util.List;
import org.jointly.runtime.party.PartyId;

/** The query cannot be asked; every problem at once. The analyst mends it. */
public final class InvalidQuery extends JointlyException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /** @param problems at least one, each a full sentence */
  public InvalidQuery(List<String> problems) {
    super(FaultFamily.INVALID_QUERY, null, String.join("\n", problems), null);
    this.problems = List.copyOf(problems);
  }

  /** As a party reported it. */
  InvalidQuery(PartyId party, String detail, List<String> problems) {
    super(FaultFamily.INVALID_QUERY, party, detail, null);
    this.problems = List.copyOf(problems);
  }

  public InvalidQuery(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
