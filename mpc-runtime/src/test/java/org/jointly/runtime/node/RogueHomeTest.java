package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.consent.LedgerEntry.Kind;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Agreement;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.session.QueryRequest;
import org.jointly.runtime.session.SessionNetwork;
import org.jointly.runtime.transport.AnalystLink;
import org.jointly.runtime.transport.LinkEvents;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.transport.SessionEndpoint;
import org.jointly.runtime.transport.TransportSettings;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.Vote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The home node has north's key and software of its own: what it can do to two honest nodes. */
@Timeout(60)
class RogueHomeTest {
  private static final long SECONDS = 20;

  @TempDir Path folder;
  private TestMesh mesh;
  private PartyId north;
  private PartyId south;
  private PartyId west;
  private PeerLinks links;
  private final ExecutorService callbacks = Executors.newCachedThreadPool();
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  /** What an honest node said to the rogue. */
  private record Heard(PartyId from, PeerMessage message) {}

  @BeforeEach
  void connect() {
    mesh = new TestMesh(3, folder);
    north = mesh.party(0);
    south = mesh.party(1);
    west = mesh.party(2);
    mesh.start(south);
    mesh.start(west);
    links =
        PeerLinks.start(
            north,
            mesh.consortium.identity(north),
            mesh.consortium.roster,
            TransportSettings.defaults("127.0.0.1", mesh.consortium.roster.parties().get(0).port()),
            new Listening(),
            callbacks,
            Clock.systemUTC(),
            mesh.random);
    awaitLinks();
  }

  @AfterEach
  void close() {
    links.close();
    mesh.close();
    callbacks.shutdownNow();
  }

  @Test
  void start_withoutTheVoteOfAParty_isAbortedBeforeDataAreTouched() throws InterruptedException {
    Proposal proposal = propose(signedQuery());
    List<SignedBytes> ballots = votes(proposal);

    send(new Start(proposal.id(), ballots));

    assertAborted("a start without a ballot of party north");
  }

  @Test
  void start_withABallotTheHomeSignedForAnother_isAbortedBeforeDataAreTouched() throws InterruptedException {
    Proposal proposal = propose(signedQuery());
    List<SignedBytes> ballots = votes(proposal);
    Ballot.Consent westVotes = (Ballot.Consent) verified(proposal, west, ballots.get(1));

    send(new Start(proposal.id(), List.of(ballot(proposal, north), ballots.get(0), signed(westVotes))));

    assertAborted("a ballot of party west under its own signature");
  }

  @Test
  void start_withAVoteForAnotherPlan_isAbortedBeforeDataAreTouched() throws InterruptedException {
    Proposal proposal = propose(signedQuery());
    List<SignedBytes> ballots = votes(proposal);
    Ballot.Consent otherPlan =
        new Ballot.Consent(proposal.id(), north, rosterDigest(), Bytes32.random(mesh.random), Bytes32.random(mesh.random));

    send(new Start(proposal.id(), List.of(signed(otherPlan), ballots.get(0), ballots.get(1))));

    assertAborted("it compiled plan");
  }

  /** Both starts are in order; but the home consented twice, so the two sites are in different sessions. */
  @Test
  void start_withAnotherConsentOfTheHomeForEachSite_endsBeforeAnythingIsShared() throws InterruptedException {
    Proposal proposal = propose(signedQuery());
    List<SignedBytes> ballots = votes(proposal);

    links.send(south, new Start(proposal.id(), List.of(ballot(proposal, north), ballots.get(0), ballots.get(1))));
    links.send(west, new Start(proposal.id(), List.of(ballot(proposal, north), ballots.get(0), ballots.get(1))));

    Abort abort = next(Optional.empty(), Abort.class);
    assertThat(abort.fault().family()).isEqualTo(FaultFamily.PROTOCOL_VIOLATION);
    assertThat(abort.fault().detail()).contains("it is ready for session");
    mesh.awaitIdle();
    assertThat(mesh.ledgerKinds(1)).containsExactly(Kind.ASKED, Kind.DECIDED, Kind.CHARGED, Kind.ABORTED);
    assertThat(mesh.ledgerKinds(2)).containsExactly(Kind.ASKED, Kind.DECIDED, Kind.CHARGED, Kind.ABORTED);
  }

  /** What all signed for one proposal starts no second session, also not by the same home at once. */
  @Test
  void start_onceMore_isRefused() throws InterruptedException {
    SignedBytes query = signedQuery();
    Proposal first = propose(query);
    Start start = new Start(first.id(), List.of(ballot(first, north), nextVote(south), nextVote(west)));
    send(start);
    next(Optional.of(south), SessionReady.class);
    send(abort(first));
    mesh.awaitIdle();
    int touched = mesh.source(1).calls.get();

    send(first);

    Ballot.Refusal refusal = (Ballot.Refusal) verified(first, south, nextVote(south));
    assertThat(refusal.why().detail()).contains("was asked before");
    send(start);
    mesh.awaitIdle();
    assertThat(mesh.source(1).calls).hasValue(touched);
  }

  /** Only the home may start, and here that is south. */
  @Test
  void start_byAPartyThatIsNotTheHome_isItsFaultNotTheHomes() throws InterruptedException {
    CompletableFuture<JointlyException> asked = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
        JointlyException.class, () -> mesh.ask(TestConsortium.cohortCount(), south, Duration.ofSeconds(SECONDS))));
    Proposal proposal = next(Optional.of(south), Proposal.class);
    while (mesh.node(2).isIdle()) {
      Thread.yield();
    }

    links.send(west, new Start(proposal.id(), List.of()));

    Abort abort = next(Optional.of(west), Abort.class);
    assertThat(abort.fault().party()).contains(north);
    assertThat(abort.fault().detail()).isEqualTo("sent Start out of turn");
    assertThat(asked.join()).hasMessageContaining("party north: sent Start out of turn");
    mesh.awaitIdle();
    assertThat(mesh.source(2).calls).hasValue(0);
  }

  @Test
  void silenceInASession_endsItAfterTheLongestPause() {
    Deadline night = Deadline.in(Duration.ofHours(8), System::nanoTime).withPauses(Duration.ofMillis(20));
    try (SessionEndpoint endpoint = links.openSession(Bytes32.random(mesh.random))) {
      SessionNetwork network = new SessionNetwork(mesh.consortium.roster, north, endpoint, night);

      assertThatThrownBy(() -> network.receive(2))
          .isInstanceOf(DeadlineExceeded.class)
          .hasMessage("party south: did not send its message within 20 ms");
    }
  }

  @Test
  void propose_ofTheSameQueryTwice_isRefusedTheSecondTime() throws InterruptedException {
    SignedBytes query = signedQuery();
    votes(propose(query));

    Proposal again = propose(query);

    Ballot.Refusal refusal = (Ballot.Refusal) verified(again, south, nextVote(south));
    assertThat(refusal.why().detail()).contains("was asked before");
  }

  @Test
  void propose_afterARestart_refusesWhatWasAskedBeforeIt() throws InterruptedException {
    SignedBytes query = signedQuery();
    Proposal first = propose(query);
    votes(first);
    send(abort(first));
    mesh.awaitIdle();
    mesh.stop(south);
    mesh.start(south);
    awaitLinks();

    Proposal again = propose(query);

    Ballot.Refusal refusal = (Ballot.Refusal) verified(again, south, nextVote(south));
    assertThat(refusal.why().detail()).contains("was asked before");
  }

  @Test
  void propose_ofAQueryThatNobodySigned_isRefusedAndNotEvenWrittenDown() throws InterruptedException {
    QueryRequest request = request();
    SignedBytes forged = SignedBytes.sign(mesh.consortium.identity(north), QueryRequest.LABEL, request.toBytes());

    Proposal proposal = propose(forged);

    Ballot.Refusal refusal = (Ballot.Refusal) verified(proposal, south, nextVote(south));
    assertThat(refusal.why().family()).isEqualTo(FaultFamily.IDENTITY);
    mesh.awaitIdle();
    assertThat(mesh.ledgerEntries(1)).isEmpty();
  }

  @Test
  void propose_inTheNameOfAnother_isIgnored() throws InterruptedException {
    Proposal inSouthsName = new Proposal(Bytes32.random(mesh.random), signedQuery(), south);
    links.send(west, inSouthsName);

    Proposal own = propose(signedQuery());

    assertThat(verified(own, west, nextVote(west))).isInstanceOf(Ballot.Consent.class);
  }

  private void assertAborted(String because) throws InterruptedException {
    Abort abort = next(Optional.empty(), Abort.class);
    assertThat(abort.fault().family()).isEqualTo(FaultFamily.PROTOCOL_VIOLATION);
    assertThat(abort.fault().party()).contains(north);
    assertThat(abort.fault().detail()).contains(because);
    mesh.awaitIdle();
    assertThat(mesh.source(1).calls).hasValue(0);
    assertThat(mesh.source(2).calls).hasValue(0);
  }

  /** Each side knows of a link at its own time. */
  private void awaitLinks() {
    links.awaitUp(south, Duration.ofSeconds(SECONDS));
    links.awaitUp(west, Duration.ofSeconds(SECONDS));
    mesh.awaitLinks();
  }

  private Proposal propose(SignedBytes query) {
    Proposal proposal = new Proposal(Bytes32.random(mesh.random), query, north);
    send(proposal);
    return proposal;
  }

  private void send(PeerMessage message) {
    links.send(south, message);
    links.send(west, message);
  }

  /** Of south, then of west. */
  private List<SignedBytes> votes(Proposal proposal) throws InterruptedException {
    List<SignedBytes> ballots = new ArrayList<>();
    for (PartyId party : List.of(south, west)) {
      SignedBytes ballot = nextVote(party);
      assertThat(verified(proposal, party, ballot)).isInstanceOf(Ballot.Consent.class);
      ballots.add(ballot);
    }
    return ballots;
  }

  private SignedBytes nextVote(PartyId from) throws InterruptedException {
    return next(Optional.of(from), Vote.class).ballot();
  }

  /**
   * The next message of a kind; others stay for later.
   *
   * @param from whose; empty for anybody's
   */
  private <M extends PeerMessage> M next(Optional<PartyId> from, Class<M> kind) throws InterruptedException {
    List<Heard> others = new ArrayList<>();
    while (true) {
      Heard next = heard.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("a %s of %s", kind.getSimpleName(), from).isNotNull();
      if (next.from().equals(from.orElse(next.from())) && kind.isInstance(next.message())) {
        heard.addAll(others);
        return kind.cast(next.message());
      }
      others.add(next);
    }
  }

  private Ballot verified(Proposal proposal, PartyId party, SignedBytes ballot) {
    return new Agreement(mesh.consortium.roster, proposal.id(), Clock.systemUTC()).verify(party, ballot);
  }

  private Abort abort(Proposal proposal) {
    return new Abort(
        proposal.id(),
        north,
        new FaultReport(FaultFamily.ABORTED, Optional.empty(), "changed its mind", 0));
  }

  private SignedBytes ballot(Proposal proposal, PartyId party) {
    Setting setting = new Setting(3, mesh.consortium.roster.suite(), mesh.consortium.roster.adversary());
    Bytes32 plan =
        Bytes32.of(new QueryPlanner(Catalog.standard()).plan(TestConsortium.cohortCount(), setting).digest());
    return signed(new Ballot.Consent(proposal.id(), party, rosterDigest(), plan, Bytes32.random(mesh.random)));
  }

  private Bytes32 rosterDigest() {
    return Bytes32.of(mesh.consortium.roster.digest());
  }

  /** By north, whosever ballot it is. */
  private SignedBytes signed(Ballot ballot) {
    return SignedBytes.sign(mesh.consortium.identity(north), Ballot.LABEL, ballot.toBytes());
  }

  private SignedBytes signedQuery() {
    return SignedBytes.sign(mesh.consortium.analyst, QueryRequest.LABEL, request().toBytes());
  }

  private QueryRequest request() {
    Instant now = Instant.now();
    return new QueryRequest(
        TestConsortium.cohortCount(), Bytes32.random(mesh.random), now, now.plusSeconds(20), rosterDigest());
  }

  /** Keeps what the honest nodes say. */
  private final class Listening implements LinkEvents {
    @Override
    public void linkUp(PartyId peer) {}

    @Override
    public void linkDown(PartyId peer, JointlyException reason) {}

    @Override
    public void fromPeer(PartyId sender, PeerMessage message) {
      heard.add(new Heard(sender, message));
    }

    @Override
    public void fromAnalyst(AnalystLink analyst, AnalystRequest request) {}

    @Override
    public void analystLeft(AnalystLink analyst) {}
  }
}
