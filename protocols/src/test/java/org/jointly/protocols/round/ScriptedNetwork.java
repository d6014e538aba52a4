package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** One party's network whose peers say what the test wrote down. */
final class ScriptedNetwork implements Network {
  private final int parties;
  private final Map<Integer, Deque<byte[]>> script = new HashMap<>();
  private final Map<Integer, List<byte[]>> sent = new HashMap<>();

  ScriptedNetwork(int parties) {
    this.parties = parties;
  }

  ScriptedNetwork says(int peer, byte[] chunk) {
    script.computeIfAbsent(peer, p -> new ArrayDeque<>()).add(chunk);
    return this;
  }

  List<byte[]> sentTo(int peer) {
    return sent.getOrDefault(peer, List.of());
  }

  @Override
  public int getNoOfParties() {
    return parties;
  }

  @Override
  public void send(int peer, byte[] chunk) {
    sent.computeIfAbsent(peer, p -> new ArrayList<>()).add(chunk);
  }

  @Override
  public byte[] receive(int peer) {
    Deque<byte[]> chunks = script.getOrDefault(peer, new ArrayDeque<>());
    if (chunks.isEmpty()) {
      throw new NoSuchElementException("party " + peer + " says no more");
    }
    return chunks.remove();
  }
}
