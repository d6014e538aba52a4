package org.jointly.protocols.suite.spdz.check;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;

/**
 * Who sits where in a session.
 *
 * @param sessionId public, the same at every party, fresh for every session; not copied
 * @param random source of this party's secrets
 */
public record Table(PartyIndex me, int parties, PrimeField field, byte[] sessionId, SecureRandom random) {

  /** All parties, in order. */
  public List<PartyIndex> all() {
    return IntStream.rangeClosed(1, parties).mapToObj(PartyIndex::new).toList();
  }

  /** All parties but this one, in order. */
  public List<PartyIndex> peers() {
    return IntStream.rangeClosed(1, parties).filter(party -> party != me.value()).mapToObj(PartyIndex::new).toList();
  }

  @Override
  public String toString() {
    return "Table[party " + me + " of " + parties + "]";
  }
}
