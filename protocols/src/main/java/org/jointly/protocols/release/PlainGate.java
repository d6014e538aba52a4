package org.jointly.protocols.release;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
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

  /**
   * What a session over these sites opens, if their pooled numbers are these.
   *
   * @param pooled after the joint step
   */
  public Opened open(LocalAggregate pooled) {
    Map<String, IntegerVector> opened = new HashMap<>();
    for (Release release : releases) {
      if (release instanceof Release.Reached reached) {
        opened.put(reached.label(), holds(pooled, release, count -> reached.threshold()));
      } else if (release instanceof Release.Gated gated) {
        IntegerVector each = holds(pooled, release, count -> gated.threshold(count, rule.minimumCount()));
        IntegerVector keep = gated.together() ? IntegerVector.of(LongStream.of(each.toLongs()).min().orElse(1)) : each;
        opened.put(gated.keepLabel(), keep);
        gated.values().forEach(name -> opened.put(name, rule.noise().match(none -> kept(keep, pooled.block(name)))));
      }
    }
    return new Opened(releases, opened);
  }

  /** One bit per element of the longest count. */
  private IntegerVector holds(LocalAggregate pooled, Release release, ToLongFunction<String> threshold) {
    int length = release.counts().stream().mapToInt(count -> pooled.block(count).length()).filter(n -> n != 1).findFirst().orElse(1);
    long[] bits = new long[length];
    for (int i = 0; i < length; i++) {
      int cell = i;
      bits[i] = release.counts().stream().allMatch(count -> holds(pooled, release, count, cell, threshold.applyAsLong(count))) ? 1 : 0;
    }
    return IntegerVector.of(bits);
  }

  private boolean holds(LocalAggregate pooled, Release release, String count, int cell, long threshold) {
    IntegerVector counts = pooled.block(count);
    boolean mayBeNone = release instanceof Release.Gated gated && gated.orNone(count);
    return mayBeNone && counts.at(counts.length() == 1 ? 0 : cell).signum() == 0 || holds(counts, count, cell, threshold);
  }

  private boolean holds(IntegerVector counts, String count, int i, long threshold) {
    int cell = counts.length() == 1 ? 0 : i;
    return counts.at(cell).compareTo(BigInteger.valueOf(threshold)) >= 0 && enoughSites(count, cell);
  }

  private boolean enoughSites(String count, int cell) {
    if (rule.minimumSites() == 1 || sites.stream().noneMatch(site -> site.cells().containsKey(count))) {
      return true;
    }
    return sites.stream().filter(site -> site.block(count).at(cell).signum() > 0).count() >= rule.minimumSites();
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
