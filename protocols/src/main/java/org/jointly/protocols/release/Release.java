package org.jointly.protocols.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something a statistic asks to have opened, and the counts of patients it rests on. The rule decides on shares. */
public sealed interface Release {

  /**
   * The vectors of patient counts that the rule is applied to; all of them must hold.
   *
   * <p>The minimum number of sites is applied to those that are blocks of the local aggregation, for only a site can tell
   * whether it contributes. A count that the joint step computes is compared with k alone and stands beside one that is
   * such a block.
   */
  List<String> counts();

  /** Why it is opened, for people. */
  String reason();

  /**
   * Numbers that are opened where the rule holds and are 0 where it does not: keep = [k ≤ count], and keep·value for every
   * value. The keep bits are opened too, so that a true 0 differs from a suppressed number.
   *
   * <p>Complements: where value and total together tell another number of patients, that number is a count too, and
   * stands in {@code counts} beside the first: keep = [k ≤ cases]·[k ≤ others]. A vector of counts may be named by several
   * releases only if the others name more counts, since the counts name the opening.
   *
   * @param counts each as long as the values, or of length 1 and then for all of them
   * @param values names of vectors; the counts themselves may be among them
   * @param together whether one count below the threshold suppresses everything: for numbers that mean something only
   *     together, such as the cells of a table whose margins are known. One keep bit is opened then, and it is all that is
   *     learnt
   * @param minima by count, where k is not its threshold
   */
  record Gated(List<String> counts, List<String> values, boolean together, String reason, Map<String, Minimum> minima)
      implements Release {
    public Gated {
      counts = List.copyOf(counts);
      values = List.copyOf(values);
      minima = Map.copyOf(minima);
      if (counts.isEmpty()) {
        throw new IllegalArgumentException("numbers rest on some count");
      }
    }

    /** With k as the threshold of every count. */
    public Gated(List<String> counts, List<String> values, boolean together, String reason) {
      this(counts, values, together, reason, Map.of());
    }

    /** Element by element, on one vector of counts. */
    public Gated(String count, List<String> values, String reason) {
      this(List.of(count), values, false, reason);
    }

    /** All or nothing, on every element of the counts. */
    public static Gated together(List<String> counts, List<String> values, String reason) {
      return new Gated(counts, values, true, reason);
    }

    /** One more count of patients or rows that it rests on, with a threshold of its own where that is above k. */
    public Gated andAtLeast(long minimum, String count) {
      return and(count, new Minimum(minimum, true, false));
    }

    /** One more count that it rests on, of sites: k, which is about patients, is no threshold for it. */
    public Gated andSites(long minimum, String count) {
      return and(count, new Minimum(minimum, false, false));
    }

    /**
     * Other numbers, opened where these are if besides one more count of patients holds or is 0: that it is nobody tells of these patients
     * no more than that all of them, enough by the rule, are alike. The count's threshold is 3 at least where it is above 1: so nobody can
     * tell 1 from 2.
     *
     * @param count a block of the local aggregation, of length 1, as the counts are unless these are together
     */
    public Gated beside(String count, List<String> others, String why) {
      return new Gated(counts, others, together, why, minima).andEnoughOrNone(count);
    }

    /** One more count of patients that it rests on, which may be 0 instead of reaching k, or 3 where k is 2. */
    public Gated andEnoughOrNone(String count) {
      return and(count, new Minimum(0, true, true));
    }

    private Gated and(String count, Minimum minimum) {
      List<String> more = new ArrayList<>(counts);
      more.add(count);
      Map<String, Minimum> thresholds = new HashMap<>(minima);
      thresholds.put(count, minimum);
      return new Gated(more, values, together, reason, thresholds);
    }

    /** The threshold of a count under a rule with this k. */
    long threshold(String count, long k) {
      Minimum minimum = minima.getOrDefault(count, Minimum.NONE);
      long threshold = minimum.ofPatients() ? Math.max(k, minimum.count()) : minimum.count();
      return minimum.orNone() ? thresholdOrNone(threshold) : threshold;
    }

    /** Whether a count may be 0, too. */
    public boolean orNone(String count) {
      return minima.getOrDefault(count, Minimum.NONE).orNone();
    }

    String keepLabel() {
      return "keep " + String.join(" and ", counts);
    }
  }

  /** The threshold of a count that may also be 0: where that is shown, what is suppressed below 2 is 1. */
  static long thresholdOrNone(long threshold) {
    return threshold == 2 ? 3 : threshold;
  }

  /**
   * What is asked of one count.
   *
   * @param ofPatients whether k is a threshold, too, where it is higher
   * @param orNone whether it may be 0 instead
   */
  record Minimum(long count, boolean ofPatients, boolean orNone) {
    private static final Minimum NONE = new Minimum(0, true, false);
  }

  /**
   * For every count one bit, and nothing else: whether it reaches the threshold, at as many sites as the rule asks for.
   *
   * @param threshold at least k
   */
  record Reached(String count, long threshold, String reason) implements Release {
    @Override
    public List<String> counts() {
      return List.of(count);
    }

    String label() {
      return "reached " + count;
    }
  }
}
