package org.jointly.protocols.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;

/**
 * What {@link ReleaseGate} computes on shares, computed on numbers that one already has: for rehearsals on pooled data, and to check
 * the gate against. Written from the rule, not from the gate.
 *
 * @param sites each site's own numbers, to count the sites behind a cell
 */
public record PlainGate(ReleaseRule rule, List<Release> releases, List<LocalAggregate> sites) {
  public PlainGate {
    releases = List.copyOf(releases);
    sites = List.copyOf(sites);
  }

  /** What a session over these sites opens, if their pooled numbers are these. */
  public Opened open(LocalAggregate pooled) {
    Map<String, IntegerVector> opened = new HashMap<>();
    for (Release release : releases) {
      if (release instanceof Release.Reached reached) {
        opened.put(reached.label(), holds(pooled, release.count(), reached.threshold()));
      } else if (release instanceof Release.Gated gated) {
        IntegerVector keep = holds(pooled, release.count(), rule.minimumCount());
        opened.put(gated.keepLabel(), keep);
        gated.values().forEach(name -> opened.put(name, kept(keep, pooled.block(name))));
      }
    }
    return new Opened(releases, opened);
  }

  private IntegerVector holds(LocalAggregate pooled, String count, long threshold) {
    IntegerVector counts = pooled.block(count);
    long[] bits = new long[counts.length()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = counts.longAt(i) >= threshold && contributing(count, i) >= needed() ? 1 : 0;
    }
    return IntegerVector.of(bits);
  }

  private int needed() {
    return rule.minimumSites() > 1 ? rule.minimumSites() : 0;
  }

  private long contributing(String count, int cell) {
    return sites.stream().filter(site -> site.block(count).longAt(cell) > 0).count();
  }

  private static IntegerVector kept(IntegerVector keep, IntegerVector values) {
    long[] low = new long[values.length()];
    long[] high = new long[values.length()];
    for (int i = 0; i < low.length; i++) {
      if (keep.longAt(keep.length() == 1 ? 0 : i) == 1) {
        low[i] = values.lowAt(i);
        high[i] = values.highAt(i);
      }
    }
    return IntegerVector.ofHalves(low, high);
  }
}
