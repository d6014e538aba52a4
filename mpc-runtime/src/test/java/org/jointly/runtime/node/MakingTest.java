package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.Busy;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.StoredMaterialStatus;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.MaterialOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Operators who have three real nodes make material. */
@Timeout(60)
class MakingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final LongConsumer UNWATCHED = pieces -> {};

  @TempDir Path folder;
  private TestMesh mesh;
  private Roster roster;
  private final CountDownLatch entered = new CountDownLatch(3);
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile CountDownLatch end = new CountDownLatch(0);

  @BeforeEach
  void prepare() {
    mesh = new TestMesh(3, folder);
    Roster shamir = mesh.consortium.roster;
    roster = new Roster(shamir.consortium(), shamir.parties(), shamir.analysts(), "spdz", Adversary.MALICIOUS);
    for (int i = 0; i < 3; i++) {
      mesh.seat(i).roster = Optional.of(roster);
      mesh.seat(i).catalog = new Catalog(List.of(), List.of(new Waiting()));
    }
  }

  @AfterEach
  void close() {
    gate.countDown();
    end.countDown();
    mesh.close();
  }

  /**
   * Makes zeros once the test lets it: the first party waits at the gate, the others for its message; one piece is put by then. The
   * third waits again when it has put all.
   */
  private final class Waiting extends LikeAnother {
    Waiting() {
      super(Catalog.standard().suite("spdz").orElseThrow());
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean preprocesses() {
      return true;
    }

    @Override
    public void preprocess(SecurityModel model, Seat seat, Preprocessing amounts, MaterialSink sink) {
      sink.key(new byte[8]);
      long triples = amounts.used().get("triples");
      sink.put("triples", 1, new byte[48]);
      entered.countDown();
      if (seat.me().value() == 1) {
        await(gate);
        seat.network().sendToAll(new byte[] {1});
      }
      seat.network().receive(1);
      sink.put("triples", triples - 1, new byte[48 * (int) (triples - 1)]);
      if (seat.me().value() == 3) {
        await(end);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static MaterialOrder order(long triples) {
    return new MaterialOrder("2^61-1", new TreeMap<>(Map.of("triples", triples)), PATIENCE);
  }

  private NodeClient connect(int party) {
    return connect(party, mesh.consortium.identity(mesh.party(party)));
  }

  private NodeClient connect(int party, Identity identity) {
    return NodeClient.connect(
        roster.party(mesh.party(party)).orElseThrow(), identity, TlsEngine.best(), Clock.systemUTC(), PATIENCE);
  }

  /** Throws what the node says is the reason. */
  private void make(MaterialOrder order, LongConsumer progress) {
    try (NodeClient client = connect(0)) {
      MakingOutcome outcome = client.make(new MakeMaterial(Bytes32.random(mesh.random), order), progress, PATIENCE);
      outcome.fault().map(FaultReport::toException).ifPresent(failure -> {
        throw failure;
      });
    }
  }

  private JointlyException failure(CompletableFuture<Void> making) {
    return making.handle((done, failure) -> (JointlyException) failure.getCause()).join();
  }

  private List<StoredMaterialStatus> stored(int party) {
    return mesh.stored(party, roster);
  }

  private void assertNothingStored() {
    mesh.awaitIdle();
    for (int i = 0; i < 3; i++) {
      assertThat(stored(i)).as("party " + i).isEmpty();
      assertThat(mesh.materialFolder(i).toFile().list((where, name) -> name.startsWith("making-"))).as("party " + i).isNullOrEmpty();
    }
  }

  @Test
  void make_storesTheSameLotAtEveryParty() {
    gate.countDown();
    mesh.start();
    List<Long> progress = Collections.synchronizedList(new ArrayList<>());

    make(order(500), progress::add);

    assertThat(progress).containsExactly(1L, 500L);
    assertThat(stored(0)).singleElement().satisfies(lot -> {
      assertThat(lot.left()).isEqualTo(Map.of("triples", 500L));
      assertThat(lot.field()).isEqualTo("2^61-1");
    });
    assertThat(stored(1)).isEqualTo(stored(0));
    assertThat(stored(2)).isEqualTo(stored(0));
  }

  @Test
  void make_whereTheStorageKeyIsNone_saysWhichSiteButNotWhere() throws Exception {
    mesh.start();
    Files.writeString(mesh.storageKey(1), "none");

    assertThatThrownBy(() -> make(order(100), UNWATCHED))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("party south: its store of material cannot be used; its operator finds the reason in the node's log");
    assertThat(mesh.materialFolder(0).toFile().list((where, name) -> name.startsWith("lot-"))).isNullOrEmpty();
  }

  @Test
  void make_ofMoreThanANodeAllows_saysWhichNode() {
    mesh.seat(2).materialPieces = 99;
    mesh.start();

    assertThatThrownBy(() -> make(order(100), UNWATCHED))
        .isInstanceOf(Refused.class)
        .hasMessage("party west: asked for 100 pieces of material, and its node file allows 99 at a time (limits: material_pieces)");
    assertNothingStored();
  }

  @Test
  void make_withMoreThanTheDiskHolds_saysSo() {
    mesh.seat(1).materialPieces = Long.MAX_VALUE;
    mesh.seat(0).materialPieces = Long.MAX_VALUE;
    mesh.seat(2).materialPieces = Long.MAX_VALUE;
    mesh.start();

    assertThatThrownBy(() -> make(order(1L << 40), UNWATCHED)).isInstanceOf(Refused.class).hasMessageContaining("bytes free");
    assertNothingStored();
  }

  @Test
  void make_withASiteThatHasAnotherRoster_saysWhoHasWhich() {
    mesh.seat(2).roster =
        Optional.of(new Roster("another name", roster.parties(), roster.analysts(), roster.suite(), roster.adversary()));
    mesh.start();

    assertThatThrownBy(() -> make(order(100), UNWATCHED))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("west has roster ")
        .hasMessageContaining("distribute the same roster file");
    assertNothingStored();
  }

  @Test
  void make_withASiteWhoseClockIsWrong_saysSo() {
    mesh.seat(1).clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    mesh.start();

    assertThatThrownBy(() -> make(order(100), UNWATCHED))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("party south: this was proposed at")
        .hasMessageContaining("compare the clocks");
  }

  @Test
  void make_onASuiteThatMakesNothing_isRefused() {
    for (int i = 0; i < 3; i++) {
      mesh.seat(i).roster = Optional.empty();
      mesh.seat(i).catalog = Catalog.standard();
    }
    roster = mesh.consortium.roster;
    mesh.start();

    assertThatThrownBy(() -> make(order(100), UNWATCHED))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("suite shamir makes no material in a field 2^61-1");
  }

  @Test
  void make_ofAnUnknownField_isRefused() {
    mesh.start();
    MaterialOrder unknown = new MaterialOrder("2^62-1", new TreeMap<>(Map.of("triples", 1L)), PATIENCE);

    assertThatThrownBy(() -> make(unknown, UNWATCHED)).isInstanceOf(Refused.class).hasMessageContaining("in a field 2^62-1");
  }

  @Test
  void make_whileAnotherIsMade_isToldSo() throws Exception {
    mesh.start();
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> make(order(100), UNWATCHED));
    entered.await();

    assertThatThrownBy(() -> make(order(100), UNWATCHED)).isInstanceOf(Busy.class).hasMessageContaining("material is being made already");
    gate.countDown();
    first.join();

    assertThat(stored(2)).hasSize(1);
  }

  @Test
  void make_whenANodeDiesMidway_leavesNothingAndNamesIt() throws Exception {
    mesh.start();
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(order(100), UNWATCHED));
    entered.await();

    mesh.crash(mesh.party(2));
    mesh.awaitLost(0, mesh.party(2));
    mesh.awaitLost(1, mesh.party(2));
    gate.countDown();

    assertThat(failure(making)).isInstanceOf(PeerUnavailable.class).hasMessageContaining("west");
    mesh.awaitIdle();
    assertThat(stored(0)).isEmpty();
    assertThat(stored(1)).isEmpty();
    mesh.start(mesh.party(2));
    assertNothingStored();
  }

  /** Whether that one keeps its part cannot be known then. */
  @Test
  void make_whenANodeDiesAfterTheOthersAreDone_keepsTheirs() throws Exception {
    end = new CountDownLatch(1);
    mesh.start();
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(order(100), UNWATCHED));
    gate.countDown();
    while (heardByTheLast(0) < 3 || heardByTheLast(1) < 2) {
      Thread.yield();
    }

    mesh.crash(mesh.party(2));
    mesh.awaitIdle();

    assertThat(failure(making)).isInstanceOf(PeerUnavailable.class).hasMessageContaining("west");
    assertThat(stored(0)).hasSize(1);
    assertThat(stored(1)).isEqualTo(stored(0));
    assertThat(stored(2)).isEmpty();
  }

  /** Of the home: start, ready, made; of another: ready, made. */
  private int heardByTheLast(int party) {
    AtomicInteger heard = new AtomicInteger();
    mesh.node(2).makings.asParty().forEach(conversation -> heard.set(conversation.heardOf(mesh.party(party))));
    return heard.get();
  }

  @Test
  void make_whenItsOperatorLeaves_endsEverywhere() throws Exception {
    mesh.start();
    try (NodeClient client = connect(0)) {
      CompletableFuture.runAsync(
          () -> client.make(new MakeMaterial(Bytes32.random(mesh.random), order(100)), UNWATCHED, PATIENCE));
      entered.await();
    }
    while (mesh.node(0).makings.asHome().size() > 0) {
      Thread.yield();
    }
    gate.countDown();

    assertNothingStored();
  }

  @Test
  void make_givesUpWhoIsSilentLongBeforeItsEnd() throws Exception {
    mesh.start();
    MaterialOrder night = new MaterialOrder("2^61-1", new TreeMap<>(Map.of("triples", 9L)), Duration.ofHours(24));
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(night, UNWATCHED));
    entered.await();

    for (int i = 0; i < 3; i++) {
      mesh.node(i).makings.asParty().forEach(conversation -> {
        assertThat(conversation.deadline().patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(conversation.deadline().remaining()).isGreaterThan(Duration.ofHours(23));
      });
      assertThat(mesh.node(i).makings.asParty().size()).isEqualTo(1);
    }
    gate.countDown();
    making.join();
  }

  /** Whoever began it may have written 24 hours: no operator has to wait for that, nor to restart a node. */
  @Test
  void make_whenTheOperatorOfAnotherNodeStopsIt_endsEverywhere() throws Exception {
    mesh.start();
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(order(100), UNWATCHED));
    entered.await();

    try (NodeClient south = connect(1)) {
      assertThat(south.stopMaking(PATIENCE)).isTrue();
    }

    assertThat(failure(making)).isInstanceOf(Aborted.class).hasMessageContaining("the operator of south stopped it");
    gate.countDown();
    assertNothingStored();
    try (NodeClient south = connect(1)) {
      assertThat(south.stopMaking(PATIENCE)).as("nothing to end").isFalse();
    }
  }

  @Test
  void make_isNotStoppedByAnAnalyst() throws Exception {
    mesh.start();
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(order(100), UNWATCHED));
    entered.await();

    try (NodeClient ada = connect(1, mesh.consortium.analyst)) {
      assertThatThrownBy(() -> ada.stopMaking(PATIENCE)).isInstanceOf(JointlyException.class);
    }
    gate.countDown();
    making.join();

    assertThat(stored(1)).hasSize(1);
  }

  @Test
  void make_afterTheDeadline_isGivenUp() throws Exception {
    mesh.start();
    MaterialOrder hasty = new MaterialOrder("2^61-1", new TreeMap<>(Map.of("triples", 9L)), Duration.ofSeconds(1));
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(hasty, UNWATCHED));

    assertThat(failure(making)).hasMessageContaining("within");
    gate.countDown();
    assertNothingStored();
  }

  @Test
  void make_whenTheNodeIsStopped_saysSo() throws Exception {
    mesh.start();
    CompletableFuture<Void> making = CompletableFuture.runAsync(() -> make(order(100), UNWATCHED));
    entered.await();
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> mesh.stop(mesh.party(1)));

    assertThat(failure(making)).isInstanceOf(Aborted.class).hasMessageContaining("south");
    gate.countDown();
    stopping.join();
  }

  @Test
  void make_byAnAnalyst_isNotPossible() {
    mesh.start();

    try (NodeClient client = connect(0, mesh.consortium.analyst)) {
      assertThatThrownBy(() -> client.make(new MakeMaterial(Bytes32.random(mesh.random), order(1)), UNWATCHED, PATIENCE))
          .isInstanceOf(JointlyException.class);
      assertThat(entered.getCount()).isEqualTo(3);
    }
  }

  @Test
  void lots_tellTheOperatorWhoHasWhich() {
    gate.countDown();
    mesh.start();
    make(order(70), UNWATCHED);
    mesh.crash(mesh.party(2));
    mesh.awaitLost(0, mesh.party(2));

    try (NodeClient client = connect(0)) {
      SortedMap<PartyId, Optional<List<Bytes32>>> lots = client.lots(new LotsRequest(Bytes32.random(mesh.random)), 3, PATIENCE);

      assertThat(lots.get(mesh.party(0)).orElseThrow()).singleElement().satisfies(id -> assertThat(stored(0).get(0).is(id)).isTrue());
      assertThat(lots.get(mesh.party(1))).isEqualTo(lots.get(mesh.party(0)));
      assertThat(lots.get(mesh.party(2))).isEmpty();
    }
  }

  @Test
  void lots_areNoBusinessOfAnalysts() {
    mesh.start();

    try (NodeClient client = connect(0, mesh.consortium.analyst)) {
      assertThatThrownBy(() -> client.lots(new LotsRequest(Bytes32.random(mesh.random)), 3, PATIENCE))
          .isInstanceOf(JointlyException.class);
    }
  }

  @Test
  void stored_tellsAnAnalystWhatTheNextSessionFinds() throws Exception {
    gate.countDown();
    mesh.start();
    make(order(70), UNWATCHED);
    make(order(30), UNWATCHED);

    try (NodeClient client = connect(1, mesh.consortium.analyst)) {
      assertThat(client.stored("2^61-1", PATIENCE).pieces()).isEqualTo(Map.of("triples", 70L));
      assertThat(client.stored("2^61-1", PATIENCE).pace()).as("nothing was sent to make them").isEmpty();
      assertThat(client.stored("2^127-1", PATIENCE).pieces()).isEmpty();
      Files.move(mesh.materialFolder(2).resolve(stored(2).get(0).name()), folder.resolve("lost"));
      assertThat(client.stored("2^61-1", PATIENCE).pieces()).as("what all have").isEqualTo(Map.of("triples", 30L));
    }
  }
}
