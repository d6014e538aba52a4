package org.jointly.runtime.wire;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.identity.LabelledFields;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;

/**
 * What nodes, analysts and operators say to each other, apart from shares. Who may say what is in the types: a link from an analyst
 * carries {@link AnalystRequest}s one way and {@link NodeReply}s the other, one from a node's own operator {@link OperatorRequest}s, a
 * link between nodes {@link PeerMessage}s.
 *
 * <p>A query's path: SubmitQuery → Proposal → Vote (each node) → Start → SessionReady → session data → ReportReady → QueryOutcome;
 * Abort instead of any of them. Material's: MakeMaterial → MakingProposal → Vote → Start → SessionReady → session data → MaterialMade →
 * MaterialKept → MakingOutcome.
 */
public sealed interface ControlMessage {

  /** Between two nodes. */
  sealed interface PeerMessage extends ControlMessage {}

  /** About a query that is under way; all of them name it by its proposal. */
  sealed interface AboutProposal extends PeerMessage {
    Bytes32 proposal();
  }

  /** From an analyst to a node. */
  sealed interface AnalystRequest extends ControlMessage {}

  /** From the operator of a node to that node: whoever holds the node's own key. */
  sealed interface OperatorRequest extends ControlMessage {}

  /** From a node to an analyst or its operator. */
  sealed interface NodeReply extends ControlMessage {}

  /** Something that all parties are asked to take part in. */
  sealed interface Proposing extends PeerMessage {
    /** A digest of all fields; names the proposal in votes, start and abort. */
    Bytes32 id();

    /** Who proposes. */
    PartyId home();
  }

  /** Please run this query. The home node is the one that receives it. */
  record SubmitQuery(SignedBytes query) implements AnalystRequest {
    public SubmitQuery {
      Objects.requireNonNull(query);
    }

    /** Names this submission in progress and outcome; both sides compute it, also when the query cannot be parsed. */
    public Bytes32 id() {
      return Bytes32.of(new LabelledFields("jointly/submission/v1").field(query.encode()).digest());
    }
  }

  /**
   * How far a query is.
   *
   * @param submission {@link SubmitQuery#id()}
   * @param stage for people, at most {@link Limits#STAGE_CHARACTERS} characters, none that a terminal would obey
   */
  record QueryProgress(Bytes32 submission, String stage) implements NodeReply {
    public QueryProgress {
      Objects.requireNonNull(submission);
      Limits.atMost("stage", stage.length(), Limits.STAGE_CHARACTERS);
      if (stage.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("stage: control characters are not possible");
      }
    }
  }

  /** The end of a query. */
  record QueryOutcome(Bytes32 submission, Outcome outcome) implements NodeReply {
    public QueryOutcome {
      Objects.requireNonNull(submission);
      Objects.requireNonNull(outcome);
    }
  }

  /** How a query ended. */
  sealed interface Outcome {
    /**
     * There is an answer.
     *
     * @param answer its canonical bytes, once for all
     * @param reports one signed report per party, in roster order, each over the digest of the answer
     */
    record Reports(Octets answer, List<SignedBytes> reports) implements Outcome {
      public Reports {
        Limits.atMost("answer bytes", answer.length(), Limits.ANSWER_BYTES);
        reports = List.copyOf(reports);
        Limits.atMost("reports", reports.size(), Limits.PARTIES);
        reports.forEach(report -> Limits.atMost("report bytes", report.encodedLength(), Limits.REPORT_BYTES));
      }
    }

    /** There is none. Something may have been opened at the nodes, if it failed late: their ledgers say. */
    record Failed(FaultReport fault) implements Outcome {
      public Failed {
        Objects.requireNonNull(fault);
      }
    }
  }

  /**
   * The home node asks the others whether they take part.
   *
   * @param nonce fresh, so that the same query twice makes two proposals
   * @param query as the analyst signed it: each node judges it for itself
   * @param home who proposes
   */
  record Proposal(Bytes32 nonce, SignedBytes query, PartyId home) implements Proposing {
    public Proposal {
      Objects.requireNonNull(nonce);
      Objects.requireNonNull(query);
      Objects.requireNonNull(home);
    }

    @Override
    public Bytes32 id() {
      return Bytes32.of(
          new LabelledFields("jointly/proposal/v1")
              .field(nonce.bytes())
              .text(home.name())
              .field(query.encode())
              .digest());
    }
  }

  /**
   * A node's answer to a proposal: consent to a plan, or a refusal.
   *
   * @param ballot signed by the party; what it says, and how it is judged, is the session's business
   */
  record Vote(Bytes32 proposal, PartyId party, SignedBytes ballot) implements AboutProposal {
    public Vote {
      Objects.requireNonNull(proposal);
      Objects.requireNonNull(party);
      Limits.atMost("ballot bytes", ballot.encodedLength(), Limits.BALLOT_BYTES);
    }
  }

  /** All consented: here is the proof, begin. */
  record Start(Bytes32 proposal, List<SignedBytes> ballots) implements AboutProposal {
    public Start {
      Objects.requireNonNull(proposal);
      ballots = List.copyOf(ballots);
      Limits.atMost("ballots", ballots.size(), Limits.PARTIES);
      ballots.forEach(ballot -> Limits.atMost("ballot bytes", ballot.encodedLength(), Limits.BALLOT_BYTES));
    }
  }

  /**
   * The sender has checked the start, has its own numbers at hand and waits for shares.
   *
   * @param lots of material that it could use for this, the one it would choose first
   */
  record SessionReady(Bytes32 proposal, Bytes32 session, List<Bytes32> lots) implements AboutProposal {
    public SessionReady {
      Objects.requireNonNull(proposal);
      Objects.requireNonNull(session);
      lots = List.copyOf(lots);
      Limits.atMost("lots", lots.size(), Limits.LOTS);
    }
  }

  /**
   * The sender has given up; nobody need wait for it.
   *
   * @param by who gave up
   */
  record Abort(Bytes32 proposal, PartyId by, FaultReport fault) implements AboutProposal {
    public Abort {
      Objects.requireNonNull(proposal);
      Objects.requireNonNull(by);
      Objects.requireNonNull(fault);
    }
  }

  /** The sender's signed report, for the home node to hand on. */
  record ReportReady(Bytes32 proposal, SignedBytes report) implements AboutProposal {
    public ReportReady {
      Objects.requireNonNull(proposal);
      Limits.atMost("report bytes", report.encodedLength(), Limits.REPORT_BYTES);
    }
  }

  /**
   * Please make material with the others. The home node is the one that receives it.
   *
   * @param nonce fresh; names this request in progress and outcome
   */
  record MakeMaterial(Bytes32 nonce, MaterialOrder order) implements OperatorRequest {
    public MakeMaterial {
      Objects.requireNonNull(nonce);
      Objects.requireNonNull(order);
    }
  }

  /**
   * How far the making is at the node.
   *
   * @param request {@link MakeMaterial#nonce()}
   * @param pieces of all kinds together
   */
  record MakingProgress(Bytes32 request, long pieces) implements NodeReply {
    public MakingProgress {
      Objects.requireNonNull(request);
    }
  }

  /**
   * The end of the making.
   *
   * @param request {@link MakeMaterial#nonce()}
   * @param fault why there is no material; empty if every node has put it into its store
   */
  record MakingOutcome(Bytes32 request, Optional<FaultReport> fault) implements NodeReply {
    public MakingOutcome {
      Objects.requireNonNull(request);
      Objects.requireNonNull(fault);
    }
  }

  /** Please end the making of material that you take part in, whoever began it. */
  record StopMaking() implements OperatorRequest {}

  /** @param wasMaking whether there was anything to end */
  record MakingStopped(boolean wasMaking) implements NodeReply {}

  /**
   * The home node asks the others whether they make material with it.
   *
   * @param nonce fresh, so that the same order twice makes two proposals
   * @param roster the digest of the home's roster
   * @param proposedAt in whole milliseconds
   */
  record MakingProposal(Bytes32 nonce, PartyId home, Bytes32 roster, Instant proposedAt, MaterialOrder order) implements Proposing {
    public MakingProposal {
      Objects.requireNonNull(nonce);
      Objects.requireNonNull(home);
      Objects.requireNonNull(roster);
      Objects.requireNonNull(order);
      proposedAt = Instant.ofEpochMilli(proposedAt.toEpochMilli());
    }

    @Override
    public Bytes32 id() {
      return Bytes32.of(
          new LabelledFields("jointly/making-proposal/v1")
              .field(nonce.bytes())
              .text(home.name())
              .field(roster.bytes())
              .number(proposedAt.toEpochMilli())
              .field(order.digest().bytes())
              .digest());
    }
  }

  /** The sender has made and checked all of its part, and keeps it once everybody has said so. */
  record MaterialMade(Bytes32 proposal, Bytes32 session) implements AboutProposal {
    public MaterialMade {
      Objects.requireNonNull(proposal);
      Objects.requireNonNull(session);
    }
  }

  /** The sender's part is in its store; for the home node. */
  record MaterialKept(Bytes32 proposal) implements AboutProposal {
    public MaterialKept {
      Objects.requireNonNull(proposal);
    }
  }

  /** How much material have you in store? */
  record StoredRequest(String field) implements AnalystRequest {
    public StoredRequest {
      Limits.atMost("field", field.length(), Limits.LABEL_CHARACTERS);
    }
  }

  /**
   * What the node's next session in that field finds in its store.
   *
   * @param pieces by kind, as the node's suite counts what queries use up
   * @param pace of its last making; empty if there was none since it was started
   */
  record Stored(String field, SortedMap<String, Long> pieces, Optional<MakingPace> pace) implements NodeReply {
    public Stored {
      Objects.requireNonNull(pace);
      Limits.atMost("field", field.length(), Limits.LABEL_CHARACTERS);
      pieces = MaterialOrder.checked(pieces);
    }
  }

  /**
   * Which lots of material has every node? A node asks the others on behalf of its operator.
   *
   * @param nonce fresh; names this request in the replies
   */
  record LotsRequest(Bytes32 nonce) implements PeerMessage, OperatorRequest {
    public LotsRequest {
      Objects.requireNonNull(nonce);
    }
  }

  /**
   * The lots that one node could use, also those that it uses now.
   *
   * @param request {@link LotsRequest#nonce()}
   * @param lots by id; empty if the node that was asked is not connected to that party
   */
  record LotsAt(Bytes32 request, PartyId party, Optional<List<Bytes32>> lots) implements PeerMessage, NodeReply {
    public LotsAt {
      Objects.requireNonNull(request);
      Objects.requireNonNull(party);
      lots = lots.map(List::copyOf);
      lots.ifPresent(known -> Limits.atMost("lots", known.size(), Limits.LOTS));
    }
  }

  /** The node closes the connection. */
  record Farewell(FaultReport why) implements NodeReply {
    public Farewell {
      Objects.requireNonNull(why);
    }
  }

  /** How are you? */
  record StatusRequest() implements PeerMessage, AnalystRequest {}

  /**
   * How a node is.
   *
   * @param version of its software, at most {@link Limits#VERSION_CHARACTERS} characters
   * @param linksUp the peers it is connected to
   * @param certificateExpiry in whole seconds
   */
  record Status(
      PartyId party, String version, List<PartyId> linksUp, Bytes32 rosterDigest, Instant certificateExpiry)
      implements PeerMessage, NodeReply {
    public Status {
      Objects.requireNonNull(party);
      Objects.requireNonNull(rosterDigest);
      linksUp = List.copyOf(linksUp);
      Limits.atMost("links", linksUp.size(), Limits.PARTIES);
      Limits.atMost("version", version.length(), Limits.VERSION_CHARACTERS);
      certificateExpiry = Instant.ofEpochSecond(certificateExpiry.getEpochSecond());
    }
  }

  /** How are you, in detail? */
  record ConditionRequest() implements OperatorRequest {}

  /**
   * How a node is, for its own operator.
   *
   * @param version of its software, at most {@link Limits#VERSION_CHARACTERS} characters
   * @param startedAt in whole seconds, as are the other times
   * @param rosterDigest of the roster it was started with
   * @param peers all others, in roster order
   * @param load what it is busy with
   * @param troubles what its operator should see to, the worst first; none if all is well
   */
  record Condition(
      String version,
      Instant startedAt,
      Bytes32 rosterDigest,
      Instant certificateExpiry,
      List<PeerCondition> peers,
      Load load,
      List<FaultReport> troubles)
      implements NodeReply {
    public Condition {
      Limits.atMost("version", version.length(), Limits.VERSION_CHARACTERS);
      startedAt = Instant.ofEpochSecond(startedAt.getEpochSecond());
      Objects.requireNonNull(rosterDigest);
      certificateExpiry = Instant.ofEpochSecond(certificateExpiry.getEpochSecond());
      peers = List.copyOf(peers);
      Limits.atMost("peers", peers.size(), Limits.PARTIES);
      Objects.requireNonNull(load);
      troubles = List.copyOf(troubles);
      Limits.atMost("troubles", troubles.size(), Limits.TROUBLES);
    }

    /**
     * @param since when it was connected, or the connection was lost; when the node started, if there was none yet
     */
    public record PeerCondition(PartyId peer, boolean connected, Instant since) {
      public PeerCondition {
        Objects.requireNonNull(peer);
        since = Instant.ofEpochSecond(since.getEpochSecond());
      }
    }

    /**
     * @param queries it takes part in now
     * @param mostQueries at a time
     * @param making whether it makes material
     */
    public record Load(long queries, long mostQueries, boolean making) {}
  }

  /** Are you there? The transport answers by itself. */
  record Ping(long stamp) implements PeerMessage, AnalystRequest, OperatorRequest {}

  /** I am; the stamp of the ping. */
  record Pong(long stamp) implements PeerMessage, NodeReply {}
}
