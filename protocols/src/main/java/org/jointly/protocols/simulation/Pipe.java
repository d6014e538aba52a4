package org.jointly.protocols.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jointly.protocols.round.PartyIndex;

/** The line from one party to another: a queue bounded in bytes, closed when the sender ends. */
final class Pipe {
  private static final long MAX_BYTES = 1L << 29;

  private final PartyIndex from;
  private final PartyIndex to;
  private final Duration deadline;
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private long bytes;
  private Optional<String> fromEnded = Optional.empty();
  private Optional<String> toEnded = Optional.empty();

  Pipe(PartyIndex from, PartyIndex to, Duration deadline) {
    this.from = from;
    this.to = to;
    this.deadline = deadline;
  }

  synchronized void put(byte[] chunk) {
    long end = System.nanoTime() + deadline.toNanos();
    while (bytes > MAX_BYTES && toEnded.isEmpty()) {
      waitUntil(end, to, "does not take what it is sent");
    }
    chunks.add(chunk);
    bytes += chunk.length;
    notifyAll();
  }

  synchronized byte[] take() {
    long end = System.nanoTime() + deadline.toNanos();
    while (chunks.isEmpty()) {
      if (fromEnded.isPresent()) {
        throw new PeerStoppedException(from, fromEnded.get());
      }
      waitUntil(end, from, "sends nothing");
    }
    byte[] chunk = chunks.remove();
    bytes -= chunk.length;
    notifyAll();
    return chunk;
  }

  /** A party at either end has ended; what it sent before can still be taken. */
  synchronized void ended(PartyIndex party, String how) {
    if (party.equals(from)) {
      fromEnded = Optional.of(how);
    }
    if (party.equals(to)) {
      toEnded = Optional.of(how);
    }
    notifyAll();
  }

  private void waitUntil(long end, PartyIndex peer, String what) {
    long millis = (end - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new PeerStoppedException(peer, what + " for " + deadline.toMillis() + " ms");
    }
    try {
      wait(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PeerStoppedException(peer, what + " (the wait was interrupted)");
    }
  }
}
