package org.jointly.protocols.query;

/**
 * What must hold before a number leaves the sharing.
 *
 * @param minimumCount k: the joint count a released number must rest on; 0 means no threshold
 * @param minimumSites m: how many sites must contribute at least one patient; 1 means any
 * @param noise what is added before opening
 * @param largestCountPerSite a public bound: no site has a count above it; a site that has refuses with an error. The
 *     comparison with k costs bytes for exactly this many bits
 */
public record ReleaseRule(long minimumCount, int minimumSites, Noise noise, long largestCountPerSite) {

  /** 300 000: the joint count of three sites stays below 2^20, which the smaller field compares. */
  public static final long DEFAULT_LARGEST_COUNT_PER_SITE = 300_000;

  public ReleaseRule {
    if (minimumCount < 0) {
      throw new IllegalArgumentException("minimum count " + minimumCount + " is negative");
    }
    if (minimumSites < 1) {
      throw new IllegalArgumentException("minimum sites " + minimumSites + " is below 1");
    }
    if (largestCountPerSite < 1 || largestCountPerSite > 1L << 40) {
      throw new IllegalArgumentException("largest count per site must be in [1, 2^40], got " + largestCountPerSite);
    }
    if (minimumCount > largestCountPerSite) {
      throw new IllegalArgumentException(
          "minimum count " + minimumCount + " is above the largest count per site " + largestCountPerSite);
    }
  }

  /** Noise added on shares before opening. */
  public sealed interface Noise {
    /** The query says "none", in words: exact numbers, protected by the thresholds alone. */
    record None() implements Noise {}
  }
}
