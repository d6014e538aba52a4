package org.jointly.runtime.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * One session's end of the links: byte messages to and from each peer, in order, each exactly once.
 *
 * <p>{@link #send} and {@link #take} block the calling thread, at most as long as they are told; one session thread calls them (other
 * threads may {@link #fail} and {@link #close}). Messages of any length up to {@link TransportSettings#maxMessageBytes()} are cut
 * into chunks. What waits here is bounded, see the package's description. Once a link was lost, its peer stays unavailable for
 * this session, also after a reconnect: messages may be missing.
 */
public final class SessionEndpoint implements AutoCloseable {
  private final Bytes32 id;
  private final SessionTable table;
  private final SortedMap<PartyId, Lane> lanes = new TreeMap<>();
  private final long maxQueuedBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private Optional<JointlyException> failure = Optional.empty();
  private boolean draining;

  SessionEndpoint(Bytes32 id, SessionTable table, Map<PartyId, Optional<Link>> links, TransportSettings settings) {
    this.id = id;
    this.table = table;
    this.maxQueuedBytes = settings.maxQueuedBytes();
    links.forEach((peer, link) -> lanes.put(peer, new Lane(peer, id, link, settings.maxMessageBytes())));
  }

  public Bytes32 id() {
    return id;
  }

  /**
   * Sends one message. Returns when it is handed to the link, not when it has arrived; the array may be changed afterwards.
   *
   * @param patience how long to wait for the peer to take it
   * @throws DeadlineExceeded if it does not take it in time; the session cannot go on with this peer then
   * @throws PeerUnavailable if the link is or goes down
   * @throws JointlyException whatever {@link #fail} said
   */
  public void send(PartyId peer, byte[] message, Duration patience) {
    Lane lane = lane(peer);
    Patience waiting = new Patience(patience);
    int offset = 0;
    do {
      int length = Math.min(FlowControl.CHUNK_BYTES, message.length - offset);
      boolean last = offset + length == message.length;
      lock.lock();
      try {
        awaitRoom(lane, length, waiting);
        lane.sendChunk(last, message, offset, length);
      } finally {
        lock.unlock();
      }
      offset += length;
    } while (offset < message.length);
  }

  private void awaitRoom(Lane lane, int length, Patience waiting) {
    try {
      while (true) {
        requireAlive();
        lane.requireUp();
        boolean granted = lane.hasCreditFor(length);
        if (granted && lane.isWritable()) {
          return;
        }
        if (!granted) {
          startDraining();
        }
        if (!waiting.await(changed)) {
          throw new DeadlineExceeded(
              lane.peer(), waiting.millis(), "did not take what was sent to it within " + waiting.millis() + " ms");
        }
      }
    } finally {
      draining = false;
    }
  }

  /** While this thread waits for a peer's credit it takes nothing, so everybody may send more: else all might wait for each other. */
  private void startDraining() {
    if (!draining) {
      draining = true;
      lanes.values().forEach(each -> each.grantUpTo(maxQueuedBytes));
    }
  }

  /**
   * The next message from a peer.
   *
   * @param patience how long to wait for it
   * @throws DeadlineExceeded if it is not complete in time; may be called again
   * @throws PeerUnavailable if the link went down and no complete message is left
   * @throws org.jointly.runtime.fault.ProtocolViolation if the peer broke the rules of the transport
   * @throws JointlyException whatever {@link #fail} said
   */
  public byte[] take(PartyId peer, Duration patience) {
    Lane lane = lane(peer);
    Patience waiting = new Patience(patience);
    lock.lock();
    try {
      while (true) {
        requireAlive();
        Optional<byte[]> message = lane.poll();
        lane.grantUpTo(FlowControl.WINDOW_BYTES);
        if (message.isPresent()) {
          return message.get();
        }
        lane.requireUp();
        if (!waiting.await(changed)) {
          throw new DeadlineExceeded(peer, waiting.millis());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Lane lane(PartyId peer) {
    Lane lane = lanes.get(peer);
    if (lane == null) {
      throw new IllegalArgumentException("party " + peer + " is no peer in this session");
    }
    return lane;
  }

  private void requireAlive() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Whoever sends or takes, now or later, gets this failure: another party aborted, or the session was cancelled. */
  public void fail(JointlyException reason) {
    change(
        () -> {
          if (failure.isEmpty()) {
            failure = Optional.of(reason);
          }
        });
  }

  /** Forgets the session; what still arrives for it is dropped. */
  @Override
  public void close() {
    table.close(id);
    fail(new InternalFailure("session " + id + " is closed"));
  }

  void deliver(PartyId peer, Link from, long sequence, boolean last, byte[] payload) {
    change(() -> lane(peer).deliver(from, sequence, last, payload));
  }

  void credit(PartyId peer, Link from, long total) {
    change(() -> lane(peer).credit(from, total));
  }

  void lost(PartyId peer, Link link, JointlyException reason) {
    change(() -> lane(peer).lost(link, reason));
  }

  void writable() {
    change(() -> {});
  }

  /** Bytes that wait to be taken from a peer. */
  long queuedBytes(PartyId peer) {
    lock.lock();
    try {
      return lane(peer).queuedBytes();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How long one call may still take, whether it waits or is kept busy. */
  private static final class Patience {
    private final long millis;
    private final long nanos;
    private final long begun = System.nanoTime();

    Patience(Duration duration) {
      this.millis = duration.toMillis();
      this.nanos = duration.toNanos();
    }

    long millis() {
      return millis;
    }

    /** @return false if the time is up */
    boolean await(Condition condition) {
      long left = nanos - passed();
      if (left <= 0) {
        return false;
      }
      try {
        condition.awaitNanos(left);
        return true;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InternalFailure("the session's thread was interrupted after " + TimeUnit.NANOSECONDS.toMillis(passed()) + " ms");
      }
    }

    private long passed() {
      return System.nanoTime() - begun;
    }
  }
}
