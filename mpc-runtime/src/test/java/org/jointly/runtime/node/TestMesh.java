package org.jointly.runtime.node;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.TestPorts;
import org.jointly.runtime.analyst.ProgressListener;
import org.jointly.runtime.analyst.QueryClient;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.consent.Allowed;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.LedgerEntry;
import org.jointly.runtime.consent.SiteBounds;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.MaterialFolder;
import org.jointly.runtime.material.MaterialInventory;
import org.jointly.runtime.material.NewLot;
import org.jointly.runtime.material.StoredMaterialStatus;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.TransportSettings;
import org.jointly.runtime.wire.Bytes32;

/** Real nodes over loopback TLS, one per party, each with its own files and a record source that a test brings. */
final class TestMesh implements AutoCloseable {
  static final ConsentPolicy OPEN_POLICY =
      new ConsentPolicy(
          "policy.yaml",
          new Allowed.All(),
          new Allowed.All(),
          Map.of("patients", new Allowed.All()),
          0,
          1,
          100_000, SiteBounds.ANY, OptionalInt.empty());

  final TestConsortium consortium;
  final SecureRandom random = new SecureRandom();
  private final Path folder;
  private final Map<PartyId, Seat> seats = new LinkedHashMap<>();
  private final Map<PartyId, PartyNode> nodes = new LinkedHashMap<>();

  /** What a test may change about one party before it starts. */
  static final class Seat {
    RecordSource source = new TestSource();
    ConsentPolicy policy = OPEN_POLICY;
    Catalog catalog = Catalog.standard();
    Clock clock = Clock.systemUTC();
    Duration deadline = Duration.ofSeconds(20);
    int parallelQueries = 4;
    long materialPieces = 1_000_000;
    Optional<Roster> roster = Optional.empty();
  }

  TestMesh(int parties, Path folder) {
    this(parties, folder, Adversary.SEMI_HONEST);
  }

  TestMesh(int parties, Path folder, Adversary adversary) {
    this.folder = folder;
    List<Integer> ports = TestPorts.free(parties, random);
    this.consortium = new TestConsortium(parties, Clock.systemUTC(), ports::get, adversary);
    consortium.parties().forEach(party -> {
      seats.put(party, new Seat());
      folder.resolve(party.name()).toFile().mkdir();
    });
  }

  PartyId party(int index) {
    return consortium.party(index);
  }

  Seat seat(int index) {
    return seats.get(party(index));
  }

  TestSource source(int index) {
    return (TestSource) seat(index).source;
  }

  PartyNode node(int index) {
    return nodes.get(party(index));
  }

  /** Starts every party and waits until all are connected. */
  TestMesh start() {
    consortium.parties().forEach(this::start);
    awaitLinks();
    return this;
  }

  void start(PartyId party) {
    Seat seat = seats.get(party);
    Roster roster = seat.roster.orElse(consortium.roster);
    Roster.Party self = roster.party(party).orElseThrow();
    SiteFiles files = new SiteFiles(roster, consortium.identity(party), seat.policy);
    NodeConfig config = config(party, self, seat);
    TransportSettings transport =
        TransportSettings.defaults(self.host(), self.port())
            .withBackoff(new TransportSettings.Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));
    nodes.put(
        party,
        PartyNode.start(
            config,
            new PartyNode.Parts(files, seat.source, MaterialFolder.open(config.material(roster), random), seat.catalog, transport, seat.clock, random)));
  }

  void awaitLinks() {
    nodes.values().forEach(node -> node.awaitPeers(Duration.ofSeconds(60)));
  }

  void stop(PartyId party) {
    nodes.remove(party).close();
  }

  /** Stops a party as a power cut would: nobody is told. */
  void crash(PartyId party) {
    nodes.remove(party).closeAtOnce();
  }

  /** Waits until no party works on a query or makes material; the test's own timeout ends a wait in vain. */
  void awaitIdle() {
    while (nodes.values().stream().anyMatch(node -> !node.isIdle())) {
      Thread.yield();
    }
  }

  /** Waits until every party has charged a query; the test's own timeout ends a wait in vain. */
  void awaitCharged() {
    for (int i = 0; i < nodes.size(); i++) {
      while (!ledgerKinds(i).contains(LedgerEntry.Kind.CHARGED)) {
        Thread.yield();
      }
    }
  }

  /** Waits until the party at an index knows that another is gone. */
  void awaitLost(int index, PartyId gone) {
    while (node(index).linksUp().contains(gone)) {
      Thread.yield();
    }
  }

  Path materialFolder(int index) {
    return materialFolder(party(index));
  }

  /** Of what a party has in store. */
  Path storageKey(int index) {
    return folder.resolve(party(index).name()).resolve("material.key");
  }

  private Path materialFolder(PartyId party) {
    return folder.resolve(party.name() + "-material");
  }

  /** What a party has in store. */
  List<StoredMaterialStatus> stored(int index, Roster roster) {
    PartyId party = party(index);
    return MaterialInventory.status(config(party, roster.party(party).orElseThrow(), seat(index)).material(roster));
  }

  /** A lot of zeros, in the store of every party, none of which has been started yet. */
  void store(Bytes32 id, Roster roster, String field) {
    for (PartyId party : consortium.parties()) {
      Roster.Party self = roster.party(party).orElseThrow();
      try (MaterialFolder store = MaterialFolder.open(config(party, self, seats.get(party)).material(roster), random);
          NewLot lot = store.make(id, roster.suite(), field, Instant.EPOCH)) {
        lot.key(new byte[Long.BYTES]);
        lot.put("triples", 2, new byte[2 * Long.BYTES]);
        lot.seal();
        lot.commit();
      }
    }
  }

  private NodeConfig config(PartyId party, Roster.Party self, Seat seat) {
    return new NodeConfig(
        party,
        folder.resolve(party.name()),
        folder.resolve("roster.yaml"),
        folder.resolve("policy.yaml"),
        ledger(party),
        materialFolder(party),
        new NodeConfig.Listen(self.host(), self.port()),
        new DataSettings.DuckDb(Map.of(), 256, 1, Duration.ofSeconds(10)),
        new NodeConfig.Limits(seat.deadline, seat.parallelQueries, seat.materialPieces),
        NodeConfig.LogLevel.INFO,
        Optional.empty());
  }

  private Path ledger(PartyId party) {
    return folder.resolve(party.name() + "-ledger.jsonl");
  }

  /** Asks the first party. */
  VerifiedOutcome ask(QuerySpec spec) {
    return ask(spec, Duration.ofSeconds(20));
  }

  VerifiedOutcome ask(QuerySpec spec, Duration deadline) {
    return ask(spec, party(0), deadline);
  }

  VerifiedOutcome ask(QuerySpec spec, PartyId home, Duration deadline) {
    return new QueryClient(Clock.systemUTC(), random)
        .run(consortium.roster, consortium.analyst, home, spec, deadline, ProgressListener.SILENT);
  }

  /** The kinds of a party's ledger entries, in order. */
  List<LedgerEntry.Kind> ledgerKinds(int index) {
    return ledgerEntries(index).stream().map(LedgerEntry::kind).toList();
  }

  List<LedgerEntry> ledgerEntries(int index) {
    List<LedgerEntry> entries = new ArrayList<>();
    DisclosureLedger.read(ledger(party(index)), entries::add);
    return entries;
  }

  @Override
  public void close() {
    nodes.values().forEach(PartyNode::close);
  }
}
