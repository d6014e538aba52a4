package org.jointly.runtime.party;

/**
 * The stable name of a person or group that may send queries; same form as {@link PartyId}.
 *
 * @throws IllegalArgumentException if the name has another form
 */
public record AnalystId(String name) implements Comparable<AnalystId> {
  public AnalystId {
    PlainName.require("an analyst", name);
  }

  @Override
  public int compareTo(AnalystId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
