package org.jointly.runtime.transport;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.Condition.PeerCondition;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The link to one peer, over all its connections: at most one at a time, the newest. Thread-safe. */
final class PeerLink {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

  private final PartyId peer;
  private final LinkEvents events;
  private final SessionTable sessions;
  private final SerialQueue callbacks;
  private final Clock clock;
  /** Written with the lock held; read without, because the session table and the callbacks ask with locks of their own held. */
  private volatile Optional<Link> current = Optional.empty();
  private Instant since;
  private LinkLoss lastLoss = LinkLoss.unavailable("has not been connected yet");

  PeerLink(PartyId peer, LinkEvents events, SessionTable sessions, Executor executor, Clock clock) {
    this.peer = peer;
    this.events = events;
    this.sessions = sessions;
    this.callbacks = new SerialQueue(executor, this::setReading);
    this.clock = clock;
    this.since = clock.instant();
  }

  private void setReading(boolean reading) {
    current().ifPresent(link -> link.setReading(reading));
  }

  Optional<Link> current() {
    return current;
  }

  synchronized PeerCondition condition() {
    return new PeerCondition(peer, current.isPresent(), since);
  }

  synchronized JointlyException whyDown() {
    return lastLoss.toException(peer);
  }

  /** A dial failed, or a connection ended before it was authenticated. */
  synchronized void failed(LinkLoss loss) {
    if (current.isEmpty()) {
      if (!loss.equals(lastLoss)) {
        LOG.atLevel(loss.kind() == LinkLoss.Kind.UNAVAILABLE ? Level.INFO : Level.WARN).log("party {}: {}", peer, loss.text());
      }
      lastLoss = loss;
    }
  }

  /** A newer connection takes the place of an older one: the peer has lost that one even if we have not noticed. */
  void opened(Link link) {
    Optional<Link> older;
    synchronized (this) {
      older = current;
      older.ifPresent(old -> down(old, LinkLoss.unavailable("connected again; what was under way on the old connection is lost")));
      current = Optional.of(link);
      since = clock.instant();
      LOG.info("party {}: connected at {}", peer, link.address());
      callbacks.add(() -> events.linkUp(peer), 0);
      notifyAll();
    }
    older.ifPresent(old -> old.close(LinkLoss.unavailable("replaced by a newer connection")));
  }

  synchronized void closed(Link link, LinkLoss loss) {
    if (current.isPresent() && current.get() == link) {
      down(link, loss);
    }
  }

  private void down(Link link, LinkLoss loss) {
    current = Optional.empty();
    since = clock.instant();
    lastLoss = loss;
    JointlyException reason = loss.toException(peer);
    LOG.warn("party {}: link down, {}", peer, loss.text());
    sessions.lost(peer, link, reason);
    callbacks.add(() -> events.linkDown(peer, reason), 0);
  }

  void received(PeerMessage message, int bytes) {
    callbacks.add(() -> events.fromPeer(peer, message), bytes);
  }

  /** @return false if the time is up or the thread was interrupted first */
  synchronized boolean awaitUp(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (current.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
