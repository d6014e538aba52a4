package org.jointly.runtime.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.AnalystLink;
import org.jointly.runtime.transport.OperatorLink;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.LotsAt;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.ControlMessage.StoredRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every node which lots of material it has: for this node's own operator, who is told what each says, and before a query.
 *
 * <p>Thread-safe; never blocks.
 */
final class Stocktaking {
  private static final Logger LOG = LoggerFactory.getLogger(Stocktaking.class);

  /** How long an answer counts. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long an analyst waits for nodes that do not answer. */
  private static final Duration BEFORE_A_QUERY = Duration.ofSeconds(2);

  private final Site site;
  private final PeerLinks links;
  private final ScheduledExecutorService calendar;
  private final Map<Bytes32, Consumer<LotsAt>> askers = new ConcurrentHashMap<>();

  Stocktaking(Site site, PeerLinks links, ScheduledExecutorService calendar) {
    this.site = site;
    this.links = links;
    this.calendar = calendar;
  }

  /** The operator asks. */
  void ask(OperatorLink operator, LotsRequest request) {
    operator.reply(mine(request));
    begin(request, operator::reply, PATIENCE, () -> {});
  }

  /** An analyst asks what a query would find: the reply comes when the others have said what they have, or are late. */
  void ask(AnalystLink analyst, StoredRequest request) {
    common(site.material().ready(request.field()), lots -> {
      SortedMap<String, Long> next = site.material().next(request.field(), lots);
      analyst.reply(new Stored(request.field(), site.engine().counted(next).used(), site.engine().pace()));
    });
  }

  /**
   * Finds out which lots all have, as far as the others say in time.
   *
   * @param candidates lots that this node has
   * @param told once, those that nobody is known to lack, in the same order
   */
  private void common(Collection<Bytes32> candidates, Consumer<List<Bytes32>> told) {
    Common common = new Common(candidates, told);
    begin(new LotsRequest(Bytes32.random(site.random())), common, BEFORE_A_QUERY, common::end);
  }

  private void begin(LotsRequest request, Consumer<LotsAt> told, Duration patience, Runnable late) {
    askers.put(request.nonce(), told);
    try {
      calendar.schedule(() -> {
        askers.remove(request.nonce());
        late.run();
      }, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("nobody is asked for lots any more");
      return;
    }
    for (PartyId party : site.others()) {
      try {
        links.send(party, request);
      } catch (JointlyException notConnected) {
        told.accept(new LotsAt(request.nonce(), party, Optional.empty()));
      }
    }
  }

  /** Another node asks. */
  void answer(PartyId asker, LotsRequest request) {
    links.send(asker, mine(request));
  }

  private LotsAt mine(LotsRequest request) {
    return new LotsAt(request.nonce(), site.me(), Optional.of(site.material().held()));
  }

  /** Another node answers. */
  void said(PartyId sender, LotsAt lots) {
    if (lots.party().equals(sender)) {
      Optional.ofNullable(askers.get(lots.request())).ifPresent(told -> told.accept(lots));
    }
  }

  /** What is left of the candidates, until all others have answered. */
  private final class Common implements Consumer<LotsAt> {
    private final List<Bytes32> left;
    private final Set<PartyId> awaited = new HashSet<>(site.others());
    private final Consumer<List<Bytes32>> told;
    private boolean ended;

    Common(Collection<Bytes32> candidates, Consumer<List<Bytes32>> told) {
      this.left = new ArrayList<>(candidates);
      this.told = told;
    }

    @Override
    public synchronized void accept(LotsAt lots) {
      lots.lots().map(HashSet::new).ifPresent(left::retainAll);
      awaited.remove(lots.party());
      if (awaited.isEmpty()) {
        end();
      }
    }

    synchronized void end() {
      if (!ended) {
        ended = true;
        told.accept(List.copyOf(left));
      }
    }
  }
}
