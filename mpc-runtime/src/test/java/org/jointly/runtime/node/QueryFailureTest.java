package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.jointly.runtime.consent.LedgerEntry.Kind.ABORTED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.ASKED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.CHARGED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.DECIDED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.OPENED;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.consent.Allowed;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.consent.SiteBounds;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.Busy;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.AnalystLink;
import org.jointly.runtime.transport.LinkEvents;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.transport.TransportSettings;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries that must fail, each with three real nodes; whatever happens, nothing is opened and the next query works. */
@Timeout(60)
class QueryFailureTest {
  private static final QuerySpec QUERY = TestConsortium.cohortCount();

  @TempDir Path folder;
  private TestMesh mesh;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void prepare() {
    mesh = new TestMesh(3, folder);
  }

  @AfterEach
  void close() {
    gate.countDown();
    mesh.close();
  }

  @Test
  void ask_whenOnePolicyRefuses_namesPartyAndClauseAndTouchesNoData() {
    mesh.seat(2).policy =
        new ConsentPolicy("west-policy.yaml", new Allowed.All(), new Allowed.All(),
            Map.of("patients", new Allowed.All()), 20, 1, 100, SiteBounds.ANY, OptionalInt.empty());
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(Refused.class)
        .hasMessage("party west: west-policy.yaml: smallest_minimum_count is 20, the query asks for 11");

    assertNoDataTouched();
    assertThat(mesh.ledgerKinds(2)).containsExactly(ASKED, DECIDED);
    assertThat(mesh.ledgerEntries(2).get(1).fields()).containsEntry("decision", "refusal");
  }

  @Test
  void ask_moreOftenThanOneSiteAllowsInADay_isRefusedAlsoAfterItStartsAnew() {
    mesh.seat(2).policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("patients", new Allowed.All()), 0, 1, 100,
            SiteBounds.ANY, OptionalInt.of(2));
    mesh.start();
    mesh.ask(QUERY);
    mesh.ask(QUERY);

    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(() -> mesh.ask(QUERY))
          .isInstanceOf(Refused.class)
          .hasMessageStartingWith("party west: policy.yaml: most_queries_per_day is 2, and alice has had 2 in the last 24 hours; ");
      mesh.stop(mesh.party(2));
      mesh.start(mesh.party(2));
      mesh.awaitLinks();
    }

    assertThat(mesh.ledgerKinds(2)).filteredOn(CHARGED::equals).hasSize(2);
    assertThat(mesh.ledgerEntries(2)).filteredOn(entry -> entry.kind() == CHARGED)
        .allSatisfy(entry -> assertThat(entry.fields()).containsEntry("analyst", "alice"));
  }

  @Test
  void ask_aboutAColumnThatASiteDoesNotHave_endsBeforeAnySessionBegins() {
    mesh.source(2).lacks = Optional.of("agee");
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(DataFailure.class)
        .hasMessage("party west: table patients has no column agee");

    assertNoDataTouched();
    assertThat(mesh.ledgerKinds(2)).containsExactly(ASKED, DECIDED);
    assertThat(mesh.ledgerKinds(0)).doesNotContain(CHARGED);
  }

  @Test
  void ask_withASiteThatHasAnotherRoster_saysWhoHasWhich() {
    Roster roster = mesh.consortium.roster;
    mesh.seat(2).roster =
        Optional.of(new Roster("another name", roster.parties(), roster.analysts(), roster.suite(), roster.adversary()));
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith("party west: analyst alice has roster ")
        .hasMessageContaining("west has ")
        .hasMessageContaining("distribute the same roster file");
    assertNoDataTouched();
  }

  @Test
  void ask_withASiteThatPlansDifferently_namesIt() {
    mesh.seat(2).catalog = new Catalog(Catalog.standard().statistics(), List.of(new OtherSuite()));
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).contains(mesh.party(2)))
        .hasMessageContaining("it compiled plan");
    assertNoDataTouched();
  }

  @Test
  void ask_withASiteWhoseClockIsWrong_saysSo() {
    mesh.seat(1).clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("party south: the query expired at")
        .hasMessageContaining("compare the clocks");
    assertNoDataTouched();
  }

  @Test
  void ask_whenASiteCannotWriteItsLedger_saysSoAtOnceAndNotWhere() {
    mesh.start();
    mesh.node(2).ledger.close();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith("party " + mesh.party(2) + ": its disclosure ledger cannot be written")
        .hasMessageNotContaining(folder.toString());

    assertNoDataTouched();
  }

  @Test
  void ask_whenTheHomeCannotWriteItsLedger_saysSoAtOnce() {
    mesh.start();
    mesh.node(0).ledger.close();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith("party " + mesh.party(0) + ": its disclosure ledger cannot be written");

    assertNoDataTouched();
  }

  @Test
  void ask_whenASiteCannotReadItsData_endsBeforeAnythingIsShared() {
    mesh.source(2).answer = aggregation -> {
      throw new DataFailure("table patients: the file is gone");
    };
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(DataFailure.class)
        .hasMessage("party west: table patients: the file is gone");
    awaitIdle();
    assertThat(mesh.ledgerKinds(2)).containsExactly(ASKED, DECIDED, CHARGED, ABORTED);
    for (int i = 0; i < 2; i++) {
      assertThat(mesh.ledgerKinds(i)).endsWith(ABORTED).doesNotContain(OPENED);
    }
  }

  /** Memory that ran out, a library that is not there: the others hear of it as of any failure. */
  @Test
  void ask_whenASiteFailsWithAnError_endsAtOnceEverywhere() {
    mesh.source(2).answer = aggregation -> {
      throw new OutOfMemoryError("on purpose");
    };
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(InternalFailure.class)
        .hasMessage("party west: internal failure (OutOfMemoryError); see that node's log");
    awaitIdle();
    assertThat(mesh.ledgerKinds(2)).containsExactly(ASKED, DECIDED, CHARGED, ABORTED);
    for (int i = 0; i < 2; i++) {
      assertThat(mesh.ledgerKinds(i)).endsWith(ABORTED).doesNotContain(OPENED);
    }
  }

  @Test
  void ask_whenASitesNumbersExceedThePublicBound_namesTheSiteAndNoNumber() {
    mesh.source(1).answer = TestSource.everyCell(123_456);
    mesh.start();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(DataFailure.class)
        .hasMessageContaining("party south")
        .hasMessageNotContaining("123456");
  }

  @Test
  void ask_whenASiteDiesMidSession_namesItAndTheNextQueryWorks() throws Exception {
    mesh.source(2).answer = TestSource.heldBy(entered, gate);
    mesh.start();
    CompletableFuture<VerifiedOutcome> answer = askInBackground();
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
    mesh.awaitCharged();

    mesh.crash(mesh.party(2));

    assertThat(failureOf(answer))
        .isInstanceOfSatisfying(PeerUnavailable.class, gone -> assertThat(gone.party()).contains(mesh.party(2)));
    awaitIdle();
    assertThat(mesh.ledgerKinds(0)).containsExactly(ASKED, DECIDED, CHARGED, ABORTED);
    assertThat(mesh.ledgerKinds(1)).containsExactly(ASKED, DECIDED, CHARGED, ABORTED);

    mesh.source(2).answer = TestSource.everyCell(5);
    mesh.start(mesh.party(2));
    mesh.awaitLinks();
    assertThat(mesh.ask(QUERY).answer().fields().values()).containsEntry("count", new Answer.Suppressed(11, 1));
    assertThat(mesh.ledgerKinds(2).subList(0, 4)).containsExactly(ASKED, DECIDED, CHARGED, ABORTED);
  }

  @Test
  void ask_whenASiteFallsSilent_namesItAtTheDeadline() throws Exception {
    mesh.source(2).answer = TestSource.heldBy(entered, gate);
    mesh.start();

    DeadlineExceeded late = catchThrowableOfType(DeadlineExceeded.class, () -> mesh.ask(QUERY, Duration.ofSeconds(3)));

    assertThat(late.party()).contains(mesh.party(2));
    assertThat(late.millis()).isGreaterThanOrEqualTo(2900);
    gate.countDown();
    awaitIdle();
    assertThat(mesh.ledgerKinds(0)).contains(ABORTED).doesNotContain(OPENED);
    mesh.source(2).answer = TestSource.everyCell(9);
    assertThat(mesh.ask(QUERY).answer().fields().values()).containsEntry("count", new Answer.Suppressed(11, 1));
  }

  /** All others wait for the home, which waits for the one that is to blame. */
  @Test
  void ask_whenASiteDoesNotVote_namesItAndNotTheHome() {
    mesh.start(mesh.party(0));
    mesh.start(mesh.party(1));
    PartyId west = mesh.party(2);
    Roster.Party self = mesh.consortium.roster.party(west).orElseThrow();
    ExecutorService callbacks = Executors.newCachedThreadPool();
    try (PeerLinks silent =
        PeerLinks.start(west, mesh.consortium.identity(west), mesh.consortium.roster,
            TransportSettings.defaults(self.host(), self.port()), new Silence(), callbacks, Clock.systemUTC(), mesh.random)) {
      mesh.awaitLinks();

      assertThatThrownBy(() -> mesh.ask(QUERY, Duration.ofSeconds(3)))
          .isInstanceOf(DeadlineExceeded.class)
          .hasMessageStartingWith("party west: did not vote within");
    } finally {
      callbacks.shutdownNow();
    }
    awaitIdle();
    assertThat(mesh.ledgerKinds(0)).containsExactly(ASKED, DECIDED, ABORTED);
  }

  /** A node that takes everything and says nothing. */
  private static final class Silence implements LinkEvents {
    @Override
    public void linkUp(PartyId peer) {}

    @Override
    public void linkDown(PartyId peer, JointlyException reason) {}

    @Override
    public void fromPeer(PartyId sender, PeerMessage message) {}

    @Override
    public void fromAnalyst(AnalystLink analyst, AnalystRequest request) {}

    @Override
    public void analystLeft(AnalystLink analyst) {}
  }

  @Test
  void ask_whenTheHomeDies_namesIt() throws Exception {
    mesh.source(2).answer = TestSource.heldBy(entered, gate);
    mesh.start();
    CompletableFuture<VerifiedOutcome> answer = askInBackground();
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
    mesh.awaitCharged();

    mesh.crash(mesh.party(0));

    assertThat(failureOf(answer))
        .isInstanceOfSatisfying(PeerUnavailable.class, gone -> assertThat(gone.party()).contains(mesh.party(0)));
    gate.countDown();
    awaitIdle();
    assertThat(mesh.ledgerKinds(1)).containsExactly(ASKED, DECIDED, CHARGED, ABORTED);
  }

  @Test
  void ask_whileASiteIsStartedAgain_waitsForIt() {
    mesh.start();
    mesh.stop(mesh.party(2));
    CompletableFuture<VerifiedOutcome> answer = askInBackground();

    mesh.start(mesh.party(2));

    assertThat(answer.join().reports()).hasSize(3);
  }

  @Test
  void ask_whenASiteIsDownFromTheStart_namesIt() {
    mesh.start();
    mesh.stop(mesh.party(1));

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOfSatisfying(PeerUnavailable.class, gone -> assertThat(gone.party()).contains(mesh.party(1)));
    assertNoDataTouched();
  }

  @Test
  void close_ofANodeWithARunningQuery_tellsTheOthersWhy() throws Exception {
    mesh.source(1).answer = TestSource.heldBy(entered, gate);
    mesh.start();
    CompletableFuture<VerifiedOutcome> answer = askInBackground();
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

    mesh.stop(mesh.party(2));

    assertThat(failureOf(answer))
        .isInstanceOf(Aborted.class)
        .hasMessage("party west: the node is being stopped");
  }

  @Test
  void ask_beyondTheLimitOfParallelQueries_isRefusedAsBusy() throws Exception {
    mesh.seat(2).parallelQueries = 1;
    mesh.source(2).answer = TestSource.heldBy(entered, gate);
    mesh.start();
    CompletableFuture<VerifiedOutcome> first = askInBackground();
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> mesh.ask(QUERY))
        .isInstanceOf(Busy.class)
        .hasMessageContaining("party west: busy: as many queries are running here as may (1)");

    gate.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS).reports()).hasSize(3);
  }

  @Test
  void ask_twiceAtOnce_answersBoth() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    mesh.source(2).answer = TestSource.heldBy(both, both);
    mesh.source(0).answer = TestSource.everyCell(11);
    mesh.start();

    CompletableFuture<VerifiedOutcome> first = askInBackground();
    CompletableFuture<VerifiedOutcome> second = askInBackground();

    VerifiedOutcome one = first.get(20, TimeUnit.SECONDS);
    VerifiedOutcome other = second.get(20, TimeUnit.SECONDS);
    assertThat(one.answer()).isEqualTo(other.answer());
    assertThat(one.session()).isNotEqualTo(other.session());
    assertThat(one.plan()).isEqualTo(other.plan());
  }

  private CompletableFuture<VerifiedOutcome> askInBackground() {
    return CompletableFuture.supplyAsync(() -> mesh.ask(QUERY), command -> new Thread(command).start());
  }

  private static JointlyException failureOf(CompletableFuture<VerifiedOutcome> answer) throws Exception {
    try {
      return answer.handle((outcome, failure) -> (JointlyException) ((CompletionException) failure).getCause())
          .get(15, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException unexpected) {
      throw new AssertionError("the query was answered, or failed in another way", unexpected);
    }
  }

  private void assertNoDataTouched() {
    for (int i = 0; i < 3; i++) {
      assertThat(mesh.source(i).calls).as("queries to the data of " + mesh.party(i)).hasValue(0);
    }
  }

  private void awaitIdle() {
    mesh.awaitIdle();
  }

  /** Compiles to plans that say another statistical security. */
  private static final class OtherSuite implements Suite {
    private final Suite shamir = Catalog.standard().suite("shamir").orElseThrow();

    @Override
    public String name() {
      return shamir.name();
    }

    @Override
    public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
      SecurityModel model = shamir.model(parties, adversary, valueBits, comparedBits);
      return new SecurityModel(
          model.suite(), model.adversary(), model.threshold(), model.parties(), model.field(), model.fieldBits(), 39);
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      return shamir.open(model, seat);
    }
  }
}
