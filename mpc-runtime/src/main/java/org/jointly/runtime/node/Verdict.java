package org.jointly.runtime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jointly.runtime.party.PartyId;

/**
 * Whom to blame when several parties say that they waited in vain.
 *
 * <p>When one party falls silent, a second waits for it and a third for the second; at the deadline all of them give up at once and
 * each names whom it waited for. Who speaks was not silent: the one to name is blamed and has not spoken.
 */
final class Verdict {
  private final List<Accusation> accusations = new ArrayList<>();

  void add(Accusation accusation) {
    accusations.add(accusation);
  }

  Set<PartyId> accusers() {
    return accusations.stream().map(Accusation::by).collect(Collectors.toSet());
  }

  /** The accusation to believe; there must be one. */
  Accusation believed() {
    Set<PartyId> spoken = accusers();
    return accusations.stream()
        .filter(accusation -> !spoken.contains(accusation.blamed()))
        .findFirst()
        .orElse(accusations.get(0));
  }
}
