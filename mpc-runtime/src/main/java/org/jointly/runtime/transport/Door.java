package org.jointly.runtime.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The visitors of one kind that are connected to a node, not more than allowed. Thread-safe.
 *
 * @param <V> a visitor, with the way to answer
 * @param <R> what visitors ask
 */
final class Door<V, R> {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final String visitors;
  private final Level notable;
  private final int most;
  private final Executor executor;
  private final RateLimitedLog warnings;
  private final BiConsumer<V, R> asked;
  private final Consumer<V> left;
  private final Map<Link, Visit<V>> visits = new ConcurrentHashMap<>();

  /** A visitor's connection and the order of its callbacks. */
  private record Visit<V>(V visitor, SerialQueue callbacks) {}

  /**
   * @param visitors what they are called, in the plural
   * @param notable how loudly their coming and going is logged
   * @param executor where the others are called
   * @param asked told of each request
   * @param left told when a visitor's connection ended
   */
  Door(String visitors, Level notable, int most, Executor executor, RateLimitedLog warnings, BiConsumer<V, R> asked, Consumer<V> left) {
    this.visitors = visitors;
    this.notable = notable;
    this.most = most;
    this.executor = executor;
    this.warnings = warnings;
    this.asked = asked;
    this.left = left;
  }

  void welcome(V visitor, Link link) {
    visits.put(link, new Visit<>(visitor, new SerialQueue(executor, link::setReading)));
    if (visits.size() > most) {
      visits.remove(link);
      warnings.warn(link + ": closed, too many " + visitors + " are connected");
      link.close(LinkLoss.unavailable("too many " + visitors + " are connected"));
      return;
    }
    LOG.atLevel(notable).log("{}: connected", link);
  }

  void asked(Link link, R request, int bytes) {
    Optional.ofNullable(visits.get(link))
        .ifPresent(visit -> visit.callbacks.add(() -> asked.accept(visit.visitor, request), bytes));
  }

  void goodbye(Link link, LinkLoss loss) {
    Visit<V> visit = visits.remove(link);
    if (visit == null) {
      return;
    }
    if (loss.kind() == LinkLoss.Kind.UNAVAILABLE) {
      LOG.atLevel(notable).log("{}: {}", link, loss.text());
    } else {
      warnings.warn(link + ": " + loss.text());
    }
    visit.callbacks.add(() -> left.accept(visit.visitor), 0);
  }
}
