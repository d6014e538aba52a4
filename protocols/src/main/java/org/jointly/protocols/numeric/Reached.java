package org.jointly.protocols.numeric;

import java.util.List;

/**
 * A question whether counts reach their thresholds, whose answer is opened: for each element whether all of them do.
 *
 * @param label under which the plan lists the answer
 * @param counts at least one; those of length 1 stand for every element of the others
 * @param together whether all elements must hold; one bit is opened then
 */
public record Reached(String label, List<Reach> counts, boolean together) {
  public Reached {
    counts = List.copyOf(counts);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("no count is to reach anything");
    }
  }

  /** How many elements the counts have. */
  public int length() {
    return counts.stream().mapToInt(Reach::length).filter(length -> length != 1).findFirst().orElse(1);
  }
}
