package org.jointly.protocols.simulation;

import org.jointly.protocols.round.PartyIndex;

/** One element of a party's view: what one {@code Network.receive} gave. Holds shares; {@code toString} tells the size. */
public record ReceivedChunk(PartyIndex from, byte[] bytes) {
  @Override
  public String toString() {
    return "ReceivedChunk[from " + from + ", " + bytes.length + " bytes]";
  }
}
