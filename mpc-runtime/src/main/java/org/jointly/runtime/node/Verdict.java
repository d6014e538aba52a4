package org.jointly.runtime.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jointly.runtime.party.PartyId;

/**
 * Whom to blame when several parties say that they waited in vain.
 *
 * <p>When one party falls silent, a second waits for it and a third for the second; at the deadline all of them give up at once and
 * each names whom it waited for. Who speaks was not silent: the one to name is blamed and has not spoken. If all have spoken, it is
 * the one that most of them name.
 */
final class Verdict {
  private final int parties;
  private final List<Accusation> accusations = new ArrayList<>();

  /** @param parties how many there are, this one included */
  Verdict(int parties) {
    this.parties = parties;
  }

  /** A party's first word counts. */
  void add(Accusation accusation) {
    if (!accusers().contains(accusation.by())) {
      accusations.add(accusation);
    }
  }

  /** Whether nobody else need be heard: all have spoken, or all but one, whom they blame. */
  boolean isClear() {
    int spoken = accusations.size();
    return spoken == parties || (spoken == parties - 1 && silent().isPresent());
  }

  /** The accusation to believe; there must be one. */
  Accusation believed() {
    return silent()
        .orElseGet(() -> accusations.stream().max(Comparator.comparingLong(this::agreeing)).orElseThrow());
  }

  private Optional<Accusation> silent() {
    Set<PartyId> spoken = accusers();
    return accusations.stream().filter(accusation -> !spoken.contains(accusation.blamed())).findFirst();
  }

  private long agreeing(Accusation accusation) {
    return accusations.stream().filter(other -> other.blamed().equals(accusation.blamed())).count();
  }

  private Set<PartyId> accusers() {
    return accusations.stream().map(Accusation::by).collect(Collectors.toSet());
  }
}
