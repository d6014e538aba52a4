package org.jointly.protocols.round;

/**
 * A party's number in a session: FRESCO's 1..n, in the order of the roster.
 *
 * @throws IllegalArgumentException if the value is below 1
 */
public record PartyIndex(int value) implements Comparable<PartyIndex> {
  public PartyIndex {
    if (value < 1) {
      throw new IllegalArgumentException("a party index starts at 1, got " + value);
    }
  }

  @Override
  public int compareTo(PartyIndex other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
