package org.jointly.runtime.party;

/**
 * The stable name of a site in a consortium: 1 to 32 lowercase letters, digits or hyphens, beginning with a letter.
 *
 * @throws IllegalArgumentException if the name has another form
 */
public record PartyId(String name) implements Comparable<PartyId> {
  public PartyId {
    PlainName.require("a party", name);
  }

  @Override
  public int compareTo(PartyId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
