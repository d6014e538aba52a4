package org.jointly.runtime.transport;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/** One session's traffic with one peer, both ways. Guarded by its endpoint's lock. */
final class Lane {
  private final PartyId peer;
  private final Bytes32 session;
  private final Optional<Link> link;
  private final int maxMessageBytes;
  private Optional<JointlyException> failure = Optional.empty();

  private final Queue<Chunk> queue = new ArrayDeque<>();
  private final ByteArrayOutputStream assembly = new ByteArrayOutputStream();
  private long expectedSequence;
  private long receivedCost;
  private long takenCost;
  private long granted = FlowControl.WINDOW_BYTES;

  private long nextSequence;
  private long sentCost;
  private long credit = FlowControl.WINDOW_BYTES;

  private record Chunk(byte[] payload, boolean last) {}

  Lane(PartyId peer, Bytes32 session, Optional<Link> link, int maxMessageBytes) {
    this.peer = peer;
    this.session = session;
    this.link = link;
    this.maxMessageBytes = maxMessageBytes;
    if (link.isEmpty()) {
      failure = Optional.of(new PeerUnavailable(peer, "is not connected"));
    }
  }

  PartyId peer() {
    return peer;
  }

  long queuedBytes() {
    return receivedCost - takenCost + assembly.size();
  }

  void requireUp() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  void lost(Link which, JointlyException reason) {
    if (link.isPresent() && link.get() == which) {
      giveUp(reason);
    }
  }

  private void giveUp(JointlyException reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
  }

  /** Whether the peer has granted so much. */
  boolean hasCreditFor(int length) {
    return sentCost + FlowControl.cost(length) <= credit;
  }

  /** Whether the connection takes data now. */
  boolean isWritable() {
    return link.orElseThrow().isWritable();
  }

  void sendChunk(boolean last, byte[] from, int offset, int length) {
    if (!link.orElseThrow().sendData(session, nextSequence, last, from, offset, length)) {
      giveUp(new PeerUnavailable(peer, "its link went down"));
      throw failure.orElseThrow();
    }
    nextSequence++;
    sentCost += FlowControl.cost(length);
  }

  void credit(Link from, long total) {
    if (isCurrent(from)) {
      credit = Math.max(credit, total);
    }
  }

  void deliver(Link from, long sequence, boolean last, byte[] payload) {
    if (!isCurrent(from)) {
      return;
    }
    long cost = FlowControl.cost(payload.length);
    if (sequence != expectedSequence) {
      giveUp(new ProtocolViolation(peer, "sent frame " + sequence + " of the session, expected frame " + expectedSequence));
    } else if (payload.length > FlowControl.CHUNK_BYTES) {
      giveUp(new ProtocolViolation(peer, "sent a frame of " + payload.length + " bytes, at most " + FlowControl.CHUNK_BYTES + " are possible"));
    } else if (receivedCost + cost > granted) {
      giveUp(new ProtocolViolation(peer, "sent " + (receivedCost + cost) + " bytes in the session, but only " + granted + " were granted"));
    } else {
      expectedSequence++;
      receivedCost += cost;
      queue.add(new Chunk(payload, last));
    }
  }

  private boolean isCurrent(Link from) {
    return failure.isEmpty() && link.isPresent() && link.get() == from;
  }

  /** The next complete message; pieces of an incomplete one are put together, so that the peer can send the rest. */
  Optional<byte[]> poll() {
    Chunk chunk = queue.poll();
    while (chunk != null) {
      takenCost += FlowControl.cost(chunk.payload.length);
      if (chunk.last && assembly.size() == 0) {
        return Optional.of(chunk.payload);
      }
      if ((long) assembly.size() + chunk.payload.length > maxMessageBytes) {
        giveUp(new ProtocolViolation(peer, "sent a message longer than " + maxMessageBytes + " bytes"));
        throw failure.orElseThrow();
      }
      assembly.writeBytes(chunk.payload);
      if (chunk.last) {
        byte[] message = assembly.toByteArray();
        assembly.reset();
        return Optional.of(message);
      }
      chunk = queue.poll();
    }
    return Optional.empty();
  }

  /** Grants as much beyond what was taken, in steps of a quarter window at least. */
  void grantUpTo(long bytes) {
    long total = takenCost + bytes;
    if (failure.isEmpty() && total - granted >= FlowControl.WINDOW_BYTES / 4) {
      granted = total;
      link.orElseThrow().sendCredit(session, total);
    }
  }
}
