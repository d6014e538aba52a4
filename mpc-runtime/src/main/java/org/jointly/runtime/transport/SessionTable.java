package org.jointly.runtime.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a node, and what arrives a moment before its session is opened here.
 *
 * <p>A peer may begin first, so frames of unknown sessions are kept: per peer at most {@value #EARLY_SESSIONS} sessions of one window
 * each, for ten seconds. Frames of sessions that were closed are dropped.
 */
final class SessionTable {
  static final int EARLY_SESSIONS = 4;
  private static final long EARLY_NANOS = 10_000_000_000L;
  private static final int REMEMBERED = 1024;
  private static final Logger LOG = LoggerFactory.getLogger(SessionTable.class);

  private final TransportSettings settings;
  private final LongSupplier nanoTime;
  private final RateLimitedLog warnings;
  private final Map<Bytes32, SessionEndpoint> open = new ConcurrentHashMap<>();
  private final Map<EarlyKey, EarlyFrames> early = new LinkedHashMap<>();
  private final Map<Bytes32, Boolean> closed = new LinkedHashMap<>();

  private record EarlyKey(PartyId peer, Bytes32 session) {}

  /** What one peer sent for one session that is not open yet. */
  private static final class EarlyFrames {
    private final Link link;
    private final long sinceNanos;
    private final List<EarlyFrame> frames = new ArrayList<>();
    private long cost;
    private long credit;

    EarlyFrames(Link link, long sinceNanos) {
      this.link = link;
      this.sinceNanos = sinceNanos;
    }
  }

  private record EarlyFrame(long sequence, boolean last, byte[] payload) {}

  SessionTable(TransportSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.warnings = new RateLimitedLog(LOG, nanoTime);
  }

  /**
   * @param links asked for under the table's lock, so that no loss falls between asking and registering
   * @throws IllegalArgumentException if the session is open or was closed
   */
  synchronized SessionEndpoint open(Bytes32 id, Supplier<Map<PartyId, Optional<Link>>> links) {
    if (open.containsKey(id) || closed.containsKey(id)) {
      throw new IllegalArgumentException("session " + id + " exists already; session ids are never used again");
    }
    Map<PartyId, Optional<Link>> now = links.get();
    SessionEndpoint endpoint = new SessionEndpoint(id, this, now, settings);
    for (PartyId peer : now.keySet()) {
      EarlyFrames kept = early.remove(new EarlyKey(peer, id));
      if (kept != null) {
        kept.frames.forEach(frame -> endpoint.deliver(peer, kept.link, frame.sequence, frame.last, frame.payload));
        endpoint.credit(peer, kept.link, kept.credit);
      }
    }
    open.put(id, endpoint);
    return endpoint;
  }

  synchronized void close(Bytes32 id) {
    if (open.remove(id) != null) {
      closed.put(id, true);
      if (closed.size() > REMEMBERED) {
        closed.remove(closed.keySet().iterator().next());
      }
    }
  }

  void data(PartyId peer, Link link, Bytes32 session, long sequence, boolean last, byte[] payload) {
    SessionEndpoint endpoint = open.get(session);
    if (endpoint == null) {
      endpoint = keep(peer, link, session, Optional.of(new EarlyFrame(sequence, last, payload)), 0);
    }
    if (endpoint != null) {
      endpoint.deliver(peer, link, sequence, last, payload);
    }
  }

  void credit(PartyId peer, Link link, Bytes32 session, long total) {
    SessionEndpoint endpoint = open.get(session);
    if (endpoint == null) {
      endpoint = keep(peer, link, session, Optional.empty(), total);
    }
    if (endpoint != null) {
      endpoint.credit(peer, link, total);
    }
  }

  /** @return the endpoint if it was opened in between, else null and the frame is kept or dropped */
  private synchronized SessionEndpoint keep(
      PartyId peer, Link link, Bytes32 session, Optional<EarlyFrame> frame, long credit) {
    if (open.containsKey(session) || closed.containsKey(session)) {
      return open.get(session);
    }
    EarlyFrames kept = earlyFrames(peer, link, session);
    if (kept == null) {
      warnings.warn("party " + peer + ": frames of unknown session " + session + " dropped, too many such sessions");
      return null;
    }
    kept.credit = Math.max(kept.credit, credit);
    if (frame.isPresent()) {
      // One frame beyond the window is kept: it makes the session fail with the right reason when it opens.
      if (kept.cost <= FlowControl.WINDOW_BYTES) {
        kept.cost += FlowControl.cost(frame.get().payload.length);
        kept.frames.add(frame.get());
      }
    }
    return null;
  }

  /** What is kept for a session that is not open, in bytes. A test may look. */
  synchronized long earlyBytes(PartyId peer, Bytes32 session) {
    EarlyFrames kept = early.get(new EarlyKey(peer, session));
    return kept == null ? 0 : kept.cost;
  }

  private EarlyFrames earlyFrames(PartyId peer, Link link, Bytes32 session) {
    long now = nanoTime.getAsLong();
    EarlyKey key = new EarlyKey(peer, session);
    // Not what this frame follows: without it the session would blame the peer for a gap.
    early.entrySet().removeIf(other -> now - other.getValue().sinceNanos > EARLY_NANOS && !other.getKey().equals(key));
    EarlyFrames kept = early.get(key);
    if (kept != null && kept.link != link) {
      early.remove(key);
      kept = null;
    }
    if (kept == null && early.keySet().stream().filter(other -> other.peer.equals(peer)).count() < EARLY_SESSIONS) {
      kept = new EarlyFrames(link, now);
      early.put(key, kept);
    }
    return kept;
  }

  /** The link is gone: what came over it is worthless, and sessions that used it know. */
  void lost(PartyId peer, Link link, JointlyException reason) {
    List<SessionEndpoint> endpoints;
    synchronized (this) {
      early.entrySet().removeIf(entry -> entry.getValue().link == link);
      endpoints = List.copyOf(open.values());
    }
    endpoints.forEach(endpoint -> endpoint.lost(peer, link, reason));
  }

  void writable() {
    open.values().forEach(SessionEndpoint::writable);
  }

  /** The node stops. */
  void failAll(JointlyException reason) {
    open.values().forEach(endpoint -> endpoint.fail(reason));
  }
}
