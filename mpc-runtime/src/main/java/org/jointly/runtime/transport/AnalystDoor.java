package org.jointly.runtime.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The analysts that are connected to a node, not more than allowed. Thread-safe. */
final class AnalystDoor {
  private static final Logger LOG = LoggerFactory.getLogger(AnalystDoor.class);

  private final int most;
  private final LinkEvents events;
  private final Executor executor;
  private final RateLimitedLog warnings;
  private final Map<Link, Visit> visits = new ConcurrentHashMap<>();

  /** An analyst's connection and the order of its callbacks. */
  private record Visit(AnalystLink link, SerialQueue callbacks) {}

  AnalystDoor(int most, LinkEvents events, Executor executor, RateLimitedLog warnings) {
    this.most = most;
    this.events = events;
    this.executor = executor;
    this.warnings = warnings;
  }

  void welcome(AnalystId id, Link link) {
    visits.put(link, new Visit(new AnalystLink(id, link), new SerialQueue(executor, link::setReading)));
    if (visits.size() > most) {
      visits.remove(link);
      warnings.warn(link + ": closed, too many analysts are connected");
      link.close(LinkLoss.unavailable("too many analysts are connected"));
      return;
    }
    LOG.info("{}: connected", link);
  }

  void asked(Link link, AnalystRequest request, int bytes) {
    Optional.ofNullable(visits.get(link))
        .ifPresent(visit -> visit.callbacks.add(() -> events.fromAnalyst(visit.link, request), bytes));
  }

  void goodbye(Link link, LinkLoss loss) {
    Visit visit = visits.remove(link);
    if (visit == null) {
      return;
    }
    if (loss.kind() == LinkLoss.Kind.UNAVAILABLE) {
      LOG.info("{}: {}", link, loss.text());
    } else {
      warnings.warn(link + ": " + loss.text());
    }
    visit.callbacks.add(() -> events.analystLeft(visit.link), 0);
  }
}
