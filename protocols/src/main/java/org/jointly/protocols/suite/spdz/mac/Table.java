package org.jointly.protocols.suite.spdz.mac;

import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.round.PartyIndex;

/** Who sits at the table. */
public record Table(PartyIndex me, int parties) {

  /** Everybody in order. */
  public List<PartyIndex> all() {
    return IntStream.rangeClosed(1, parties).mapToObj(PartyIndex::new).toList();
  }

  /** Everybody but me, in order. */
  public List<PartyIndex> peers() {
    return all().stream().filter(party -> !party.equals(me)).toList();
  }

  /** The first party adds public constants to its share. */
  public boolean isFirst() {
    return me.value() == 1;
  }
}
