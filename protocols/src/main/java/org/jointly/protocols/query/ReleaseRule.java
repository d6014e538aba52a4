package org.jointly.protocols.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What must hold before a number leaves the sharing.
 *
 * @param minimumCount k: the joint count of patients a released number must rest on; 0 means no threshold
 * @param minimumSites m: how many sites must contribute at least one patient; 1 means any
 * @param noise what is added before opening
 * @param largestCountPerSite a public bound: no site has a count above it; a site that has refuses with an error. The
 *     comparison with k costs bytes for exactly this many bits
 * @throws InvalidQueryException if one of them is out of range
 */
public record ReleaseRule(long minimumCount, int minimumSites, Noise noise, long largestCountPerSite) {

  /** 300 000: the joint count of three sites stays below 2^20, which the smaller field compares. */
  public static final long DEFAULT_LARGEST_COUNT_PER_SITE = 300_000;

  private static final long LARGEST = 1L << 40;

  public ReleaseRule {
    Objects.requireNonNull(noise);
    List<String> problems = new ArrayList<>();
    if (minimumCount < 0) {
      problems.add("minimum_count: got " + minimumCount + "; write 0 for no threshold, or a positive number");
    }
    if (minimumSites < 1) {
      problems.add("minimum_sites: got " + minimumSites + "; write 1 for any, or how many sites must contribute");
    }
    if (largestCountPerSite < 1 || largestCountPerSite > LARGEST) {
      problems.add("largest_count_per_site: got " + largestCountPerSite + "; write a number from 1 to 2^40");
    } else if (minimumCount > largestCountPerSite) {
      problems.add(
          "minimum_count: got " + minimumCount + ", above largest_count_per_site " + largestCountPerSite
              + "; raise that bound or lower the count");
    }
    if (!problems.isEmpty()) {
      throw new InvalidQueryException(problems);
    }
  }

  /** Noise added on shares before opening. */
  public sealed interface Noise {
    /** What is done in each case: one more case is one more argument, so that whoever asks does not compile without it. */
    <T> T match(Function<None, T> none);

    /** The query says "none", in words: exact numbers, protected by the thresholds alone. */
    record None() implements Noise {
      @Override
      public <T> T match(Function<None, T> none) {
        return none.apply(this);
      }
    }
  }
}
