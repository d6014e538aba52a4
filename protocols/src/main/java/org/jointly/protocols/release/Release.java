package org.jointly.protocols.release;

import java.util.List;

/** Something a statistic asks to have opened, and the count of patients it rests on. The rule decides on shares. */
public sealed interface Release {

  /** The vector of patient counts, block of the local aggregation, that the rule is applied to. */
  String count();

  /** Why it is opened, for people. */
  String reason();

  /**
   * Numbers that are opened where the rule holds and are 0 where it does not: keep = [k ≤ count], and keep·value for every
   * value. The keep bits are opened too, so that a true 0 differs from a suppressed number.
   *
   * @param count as long as the values, or of length 1 and then for all of them
   * @param values names of vectors; {@code count} itself may be among them
   */
  record Gated(String count, List<String> values, String reason) implements Release {
    public Gated {
      values = List.copyOf(values);
    }

    String keepLabel() {
      return "keep " + count;
    }
  }

  /**
   * For every count one bit, and nothing else: whether it reaches the threshold, at as many sites as the rule asks for.
   *
   * @param threshold at least k
   */
  record Reached(String count, long threshold, String reason) implements Release {
    String label() {
      return "reached " + count;
    }
  }
}
