package org.jointly.runtime.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jointly.runtime.wire.Bytes32;

/** The conversations of one role (party or home) that go on at this node, by proposal; bounded. Used by many threads. */
final class Conversations {
  private final Map<Bytes32, Conversation> byProposal = new HashMap<>();
  private final int most;

  Conversations(int most) {
    this.most = most;
  }

  /** Whether a conversation may begin. */
  enum Admission {
    BEGUN,
    /** There are as many as there may be. */
    BUSY,
    /** There is one about this proposal. */
    KNOWN
  }

  synchronized Admission begin(Conversation conversation) {
    if (byProposal.containsKey(conversation.proposal())) {
      return Admission.KNOWN;
    }
    if (byProposal.size() >= most) {
      return Admission.BUSY;
    }
    byProposal.put(conversation.proposal(), conversation);
    return Admission.BEGUN;
  }

  synchronized void end(Conversation conversation) {
    byProposal.remove(conversation.proposal(), conversation);
  }

  synchronized Optional<Conversation> about(Bytes32 proposal) {
    return Optional.ofNullable(byProposal.get(proposal));
  }

  synchronized int size() {
    return byProposal.size();
  }

  /** The most there may be. */
  int most() {
    return most;
  }

  void forEach(Consumer<Conversation> action) {
    snapshot().forEach(action);
  }

  private synchronized List<Conversation> snapshot() {
    return List.copyOf(byProposal.values());
  }
}
