package org.jointly.runtime.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which analysts' questions were charged when, within the last 24 hours, as the ledger says. A question counts from its charge,
 * whatever becomes of it then.
 *
 * <p>Threads: may be shared. Who decides by it and then charges holds its lock meanwhile, so that questions of one moment are counted one
 * after another.
 */
public final class RecentCharges {
  static final Duration DAY = Duration.ofDays(1);

  private final SortedMap<String, List<Instant>> byAnalyst = new TreeMap<>();

  /** Takes note of the ledger's next entry. */
  public synchronized void note(LedgerEntry entry) {
    String analyst = entry.fields().get(DisclosureLedger.ANALYST);
    if (entry.kind() == LedgerEntry.Kind.CHARGED && analyst != null) {
      List<Instant> charges = byAnalyst.computeIfAbsent(analyst, unseen -> new ArrayList<>());
      charges.removeIf(time -> isOver(time, entry.time()));
      charges.add(entry.time());
    }
  }

  /** The times, the earliest first; also those later than now, should a clock have been put back. */
  synchronized List<Instant> of(String analyst, Instant now) {
    return byAnalyst.getOrDefault(analyst, List.of()).stream().filter(time -> !isOver(time, now)).sorted().toList();
  }

  /** How many there are, by analyst; who has none is left out. */
  public synchronized SortedMap<String, Integer> counts(Instant now) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    byAnalyst.keySet().forEach(analyst -> counts.put(analyst, of(analyst, now).size()));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static boolean isOver(Instant charged, Instant now) {
    return !charged.plus(DAY).isAfter(now);
  }
}
