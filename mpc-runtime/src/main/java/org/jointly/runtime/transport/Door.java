package org.jointly.runtime.transport;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.wire.ControlMessage.Farewell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The visitors of one kind that are connected to a node, not more than allowed, and none with more connections or requests than one may
 * have: whoever floods the node keeps nobody else out. Thread-safe.
 *
 * @param <V> a visitor, with the way to answer
 * @param <R> what visitors ask
 */
final class Door<V, R> {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final String visitors;
  private final Level notable;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Executor executor;
  private final RateLimitedLog warnings;
  private final BiConsumer<V, R> asked;
  private final Consumer<V> left;
  private final Map<Link, Visit<V>> visits = new ConcurrentHashMap<>();
  /** Of those who were here since the start, by who they are; there are as many as the roster names. */
  private final Map<Remote, Allowance> allowances = new ConcurrentHashMap<>();
  private final Set<Link> leaving = ConcurrentHashMap.newKeySet();

  /**
   * How much is too much.
   *
   * @param connections of all visitors
   * @param connectionsOfOne of one visitor, known by their key
   * @param requestsPerMinute of one visitor, over all connections; to connect counts as one
   */
  record Limits(int connections, int connectionsOfOne, int requestsPerMinute) {}

  /** A visitor's connection and the order of its callbacks. */
  private record Visit<V>(V visitor, SerialQueue callbacks) {}

  /**
   * @param visitors what they are called, in the plural
   * @param notable how loudly their coming and going is logged
   * @param executor where the others are called
   * @param asked told of each request
   * @param left told when a visitor's connection ended
   */
  Door(
      String visitors,
      Level notable,
      Limits limits,
      LongSupplier nanoTime,
      Executor executor,
      RateLimitedLog warnings,
      BiConsumer<V, R> asked,
      Consumer<V> left) {
    this.visitors = visitors;
    this.notable = notable;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.executor = executor;
    this.warnings = warnings;
    this.asked = asked;
    this.left = left;
  }

  synchronized void welcome(V visitor, Link link) {
    if (visits.size() >= limits.connections) {
      dismiss(link, "too many " + visitors + " are connected; ask again in a moment, or over another party");
    } else if (visitsOf(link.remote()) >= limits.connectionsOfOne) {
      dismiss(link, link.remote() + " has " + limits.connectionsOfOne + " connections already; close one of them first");
    } else if (!allowance(link).take()) {
      dismiss(link, tooMuch(link));
    } else {
      visits.put(link, new Visit<>(visitor, new SerialQueue(executor, link::setReading)));
      LOG.atLevel(notable).log("{}: connected", link);
    }
  }

  private long visitsOf(Remote who) {
    return visits.keySet().stream().filter(link -> link.remote().equals(who)).count();
  }

  private Allowance allowance(Link link) {
    return allowances.computeIfAbsent(link.remote(), first -> new Allowance(limits.requestsPerMinute, nanoTime));
  }

  private String tooMuch(Link link) {
    return link.remote() + " asks more than " + limits.requestsPerMinute + " times a minute; wait a minute";
  }

  /** So many at a time are told why, as many as may be here. */
  private void dismiss(Link link, String why) {
    warnings.warn(link + ": closed, " + why);
    LinkLoss loss = LinkLoss.unavailable(why);
    if (leaving.size() < limits.connections && leaving.add(link)) {
      link.dismiss(new Farewell(new FaultReport(FaultFamily.BUSY, Optional.empty(), why, 0)), loss);
    } else {
      link.close(loss);
    }
  }

  void asked(Link link, R request, int bytes) {
    Visit<V> visit = visits.get(link);
    if (visit == null) {
      return;
    }
    if (allowance(link).take()) {
      visit.callbacks.add(() -> asked.accept(visit.visitor, request), bytes);
    } else if (visits.remove(link, visit)) {
      dismiss(link, tooMuch(link));
      visit.callbacks.add(() -> left.accept(visit.visitor), 0);
    }
  }

  void goodbye(Link link, LinkLoss loss) {
    leaving.remove(link);
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
