package org.jointly.protocols.simulation;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.round.PartyIndex;

/** One party's FRESCO network over the pipes of a simulation. Used by the party's thread only. */
final class SimulatedNetwork implements Network {
  private final PartyIndex me;
  private final Pipe[][] pipes;
  private final Tampering tampering;
  private final boolean recording;
  private final int[] sentTo;
  private final List<ReceivedChunk> view = new ArrayList<>();

  /** @param pipes the line from party i to party j at [i - 1][j - 1] */
  SimulatedNetwork(PartyIndex me, Pipe[][] pipes, Tampering tampering, boolean recording) {
    this.me = me;
    this.pipes = pipes;
    this.tampering = tampering;
    this.recording = recording;
    this.sentTo = new int[pipes.length];
  }

  @Override
  public int getNoOfParties() {
    return pipes.length;
  }

  @Override
  public void send(int partyId, byte[] data) {
    int number = sentTo[partyId - 1]++;
    byte[] arrives = tampering.arrives(me, new PartyIndex(partyId), number, data.clone());
    pipes[me.value() - 1][partyId - 1].put(arrives);
  }

  @Override
  public byte[] receive(int partyId) {
    byte[] chunk = pipes[partyId - 1][me.value() - 1].take();
    if (recording) {
      view.add(new ReceivedChunk(new PartyIndex(partyId), chunk.clone()));
    }
    return chunk;
  }

  List<ReceivedChunk> view() {
    return view;
  }
}
