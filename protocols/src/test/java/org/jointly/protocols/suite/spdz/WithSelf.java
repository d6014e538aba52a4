package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayDeque;
import java.util.Deque;

/** FRESCO sends to itself as well. */
record WithSelf(int me, Network network, Deque<byte[]> own) implements Network {
  WithSelf(int me, Network network) {
    this(me, network, new ArrayDeque<>());
  }

  @Override
  public void send(int partyId, byte[] data) {
    if (partyId == me) {
      own.add(data);
    } else {
      network.send(partyId, data);
    }
  }

  @Override
  public byte[] receive(int partyId) {
    return partyId == me ? own.remove() : network.receive(partyId);
  }

  @Override
  public int getNoOfParties() {
    return network.getNoOfParties();
  }
}
