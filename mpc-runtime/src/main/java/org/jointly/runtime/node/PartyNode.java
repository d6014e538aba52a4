package org.jointly.runtime.node;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.LedgerEntry;
import org.jointly.runtime.consent.RecentCharges;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.engine.Engine;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.material.MaterialFolder;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.session.RequestCheck;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.transport.TransportSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site's running node: its links, its records, its policy and its ledger, from start to close.
 *
 * <p>Thread-safe. Closing tells the peers of every running query that it ends, and waits a few seconds for that.
 */
public final class PartyNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartyNode.class);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final NodeConfig config;
  private final Parts parts;
  /** A test may close it, as a full disk would. */
  final DisclosureLedger ledger;
  private final ExecutorService queries = Executors.newCachedThreadPool(named("jointly-query"));
  private final ExecutorService callbacks = Executors.newCachedThreadPool(named("jointly-event"));
  private final ScheduledExecutorService calendar = Executors.newSingleThreadScheduledExecutor(named("jointly-calendar"));
  private final Roles running;
  /** A test may look. */
  final Roles makings = Roles.of(1);
  private final Site site;
  private final PeerLinks links;

  /** What a node is put together from; a test may bring its own. */
  record Parts(
      SiteFiles files,
      RecordSource source,
      MaterialFolder material,
      Catalog catalog,
      TransportSettings transport,
      Clock clock,
      SecureRandom random) {}

  /** Starts a node that answers everything there is. */
  public static PartyNode start(NodeConfig config, Clock clock, SecureRandom random) {
    return start(config, Catalog.standard(), clock, random);
  }

  /**
   * Starts a node: reads and checks everything its configuration names, listens, and begins to dial its peers.
   *
   * @param catalog what it can be asked
   * @param clock for expiries and the ledger
   * @param random the source of all of this node's secrets
   * @throws InvalidConfiguration with every problem of every file, or if the port or the ledger is in use
   * @throws org.jointly.runtime.fault.IdentityFailure if this node's certificate is expired, or its key unreadable
   */
  public static PartyNode start(NodeConfig config, Catalog catalog, Clock clock, SecureRandom random) {
    StartFailures failures = new StartFailures();
    Optional<SiteFiles> files = SiteFiles.read(config, clock, random, failures);
    Optional<RecordSource> source = failures.attempt(() -> openChecked(config));
    Optional<MaterialFolder> material =
        files.flatMap(read -> failures.attempt(() -> MaterialFolder.open(config.material(read.roster()), random)));
    try {
      failures.throwIfAny();
      return start(
          config,
          new Parts(
              files.orElseThrow(), source.orElseThrow(), material.orElseThrow(), catalog, transport(config), clock, random));
    } catch (RuntimeException failed) {
      source.ifPresent(RecordSource::close);
      material.ifPresent(MaterialFolder::close);
      throw failed;
    }
  }

  private static TransportSettings transport(NodeConfig config) {
    TransportSettings real = TransportSettings.defaults(config.listen().host(), config.listen().port());
    config.emulation().ifPresent(network -> LOG.warn("this node pretends to be on a slow network, as its file says: {}", network));
    return config.emulation().map(real::withEmulation).orElse(real);
  }

  /**
   * Looks at everything the configuration names, without starting the node.
   *
   * @param peers whether to try to reach the other nodes, too
   * @return what is well and what is not, in the order of looking
   */
  public static List<NodeFinding> check(NodeConfig config, Clock clock, SecureRandom random, boolean peers) {
    return new NodeCheck(config, clock, random).findings(peers);
  }

  private static RecordSource openChecked(NodeConfig config) {
    RecordSource source = RecordSource.open(config.data());
    try {
      source.requireReadable();
      return source;
    } catch (RuntimeException failed) {
      source.close();
      throw failed;
    }
  }

  /** Takes over the parts: they are closed with the node. */
  static PartyNode start(NodeConfig config, Parts parts) {
    DisclosureLedger ledger = DisclosureLedger.open(config.ledger(), parts.clock());
    try {
      return new PartyNode(config, parts, ledger);
    } catch (RuntimeException failed) {
      ledger.close();
      throw failed;
    }
  }

  private PartyNode(NodeConfig config, Parts parts, DisclosureLedger ledger) {
    this.config = config;
    this.parts = parts;
    this.ledger = ledger;
    this.running = Roles.of(config.limits().parallelSessions());
    this.site = site();
    Reception reception = new Reception();
    try {
      this.links =
          PeerLinks.start(
              config.party(), site.identity(), site.roster(), parts.transport(), reception, callbacks, parts.clock(), parts.random());
    } catch (RuntimeException failed) {
      calendar.shutdownNow();
      queries.shutdownNow();
      callbacks.shutdownNow();
      throw failed;
    }
    Switchboard switchboard = new Switchboard(site, links, queries, running, makings);
    reception.open(new Reception.Desks(
        switchboard,
        new AnalystDesk(site, switchboard.post(), queries, running.asHome()),
        new OperatorDesk(site, switchboard.post(), queries, makings),
        new Stocktaking(site, links, calendar),
        new Checkup(site, links, running.asParty(), makings.asParty(), parts.clock().instant())));
    calendar.scheduleAtFixedRate(this::warnOfExpiry, 0, 1, TimeUnit.DAYS);
  }

  /** Peers refuse an expired identity from one moment to the next. */
  private void warnOfExpiry() {
    Expiry.warning(site.identity(), site.clock().instant()).ifPresent(LOG::warn);
  }

  private Site site() {
    SiteFiles files = parts.files();
    List<LedgerEntry> written = ledger.entries();
    RecentCharges charges = new RecentCharges();
    written.forEach(charges::note);
    return new Site(
        config.party(),
        files.roster(),
        files.identity(),
        new RequestCheck(
            config.party(), files.roster(), parts.clock(), QueryRecord.seenBefore(written, parts.clock().instant())),
        new QueryPlanner(parts.catalog()),
        files.policy(),
        ledger,
        charges,
        parts.source(),
        new Engine(parts.catalog(), files.roster(), config.party(), parts.random(), System::nanoTime),
        parts.material(),
        config.limits().materialPieces(),
        config.limits().sessionDeadline(),
        parts.clock(),
        System::nanoTime,
        parts.random());
  }

  /** Where the node listens; the port is the real one also when any was asked for. */
  public InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(config.listen().host(), links.port());
  }

  /**
   * Waits until every peer is connected.
   *
   * @throws JointlyException why one is not, if it is not connected in time
   */
  public void awaitPeers(Duration patience) {
    Deadline deadline = Deadline.in(patience, System::nanoTime);
    parts.files().roster().parties().stream()
        .filter(party -> !party.id().equals(config.party()))
        .forEach(party -> links.awaitUp(party.id(), deadline.remaining()));
  }

  /** The peers it is connected to. */
  List<PartyId> linksUp() {
    return links.linksUp();
  }

  /** What the roster fixes for every query. */
  public Setting setting() {
    return site.roster().setting();
  }

  /** Whether it runs, and neither answers a query nor makes material. */
  public boolean isIdle() {
    return running.isIdle() && makings.isIdle() && !queries.isShutdown();
  }

  /** Ends every running query, tells the peers why, and stops listening. Waits a few seconds at most. */
  @Override
  public void close() {
    Aborted stopping = new Aborted(config.party(), "the node is being stopped");
    queries.shutdown();
    running.forEach(conversation -> conversation.fail(stopping));
    makings.forEach(conversation -> conversation.fail(stopping));
    await(queries);
    closeAtOnce();
  }

  /** Stops without a word, as far as the peers can tell. */
  void closeAtOnce() {
    try (ledger; RecordSource source = parts.source(); MaterialFolder material = parts.material()) {
      links.close();
      calendar.shutdownNow();
      queries.shutdownNow();
      callbacks.shutdownNow();
    }
    LOG.info("party {} has stopped", config.party());
  }

  private static void await(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a query did not end within {} s and is interrupted", FAREWELL.toSeconds());
        threads.shutdownNow();
        threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
