package org.jointly.runtime.session;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * Whether all parties agreed on one plan: pure, and judged by every party for itself.
 *
 * <p>A session exists when there is exactly one consent of every party of the roster, each signed with the key the roster names, all
 * to the same proposal, the same roster and the same plan, this party's own among them. Its id is
 *
 * <pre>
 *   H("jointly/session/1", proposal, plan digest, roster digest, nonce of party 1, ..., nonce of party n)
 * </pre>
 *
 * so that no party, and no home node, can make a session be one that was before. Whoever collects the ballots can lose them, but
 * cannot make one up.
 *
 * <p>The key under which identifiers of patients are hashed is the same under another label, "jointly/linkage/1". Nonces travel between
 * parties only, so that whoever is none cannot know it, not even with the id.
 */
public final class Agreement {
  private static final int MAX_ID_BYTES = 1 << 20;

  private final Roster roster;
  private final Bytes32 rosterDigest;
  private final Bytes32 proposal;
  private final Clock clock;

  /** The agreement about one proposal among the parties of a roster. */
  public Agreement(Roster roster, Bytes32 proposal, Clock clock) {
    this.roster = roster;
    this.rosterDigest = Bytes32.of(roster.digest());
    this.proposal = proposal;
    this.clock = clock;
  }

  /**
   * A ballot that its party really cast about this proposal.
   *
   * @param from the party it should be of
   * @throws ProtocolViolation naming the party if it is malformed, not signed with its key, or about something else
   */
  public Ballot verify(PartyId from, SignedBytes signedBallot) {
    try {
      Roster.Party party = roster.party(from).orElseThrow(() -> new CanonicalFormException("it is not in the roster"));
      Ballot ballot = Ballot.fromBytes(signedBallot.verifiedPayload(party.fingerprint(), Ballot.LABEL, clock));
      require(ballot.party().equals(from), from, "a ballot of party " + ballot.party() + " under its own signature");
      require(ballot.proposal().equals(proposal), from, "a ballot about proposal " + ballot.proposal()
          + ", expected one about " + proposal);
      return ballot;
    } catch (CanonicalFormException | IdentityFailure malformed) {
      throw new ProtocolViolation(from, "a ballot that does not count: " + malformed.getMessage());
    }
  }

  /**
   * The session these ballots make.
   *
   * @param signedBallots one of every party, in any order
   * @param mine the ballot this party cast
   * @throws ProtocolViolation naming the party whose ballot is missing, doubled, refuses or differs; the home node, if nobody else
   *     can be named
   */
  public AgreedSession session(List<SignedBytes> signedBallots, Ballot.Consent mine, PartyId home) {
    Map<PartyId, Ballot.Consent> consents = new TreeMap<>();
    for (SignedBytes signedBallot : signedBallots) {
      PartyId claimed = claimedParty(signedBallot, home);
      Ballot ballot = verify(claimed, signedBallot);
      require(ballot instanceof Ballot.Consent, home, "a start with a ballot of party " + claimed + " that refuses");
      Ballot earlier = consents.put(claimed, (Ballot.Consent) ballot);
      require(earlier == null, home, "a start with two ballots of party " + claimed);
    }
    for (Roster.Party party : roster.parties()) {
      require(consents.containsKey(party.id()), home, "a start without a ballot of party " + party.id());
    }
    require(consents.get(mine.party()).equals(mine), home, "a start with a ballot of party " + mine.party()
        + " that it did not cast for it");
    consents.values().forEach(consent -> requireSame(mine, consent));
    return new AgreedSession(
        hash("jointly/session/1", mine.plan(), consents),
        LinkageKey.of(hash("jointly/linkage/1", mine.plan(), consents).bytes()));
  }

  private void requireSame(Ballot.Consent mine, Ballot.Consent other) {
    require(other.roster().equals(rosterDigest), other.party(), differentRosters(mine.party(), rosterDigest, other));
    require(other.plan().equals(mine.plan()), other.party(), "it compiled plan " + other.plan() + ", party "
        + mine.party() + " compiled " + mine.plan() + ": run the same version of Jointly at every site");
  }

  /** The sentence for two parties that have different rosters. */
  static String differentRosters(PartyId here, Bytes32 rosterHere, Ballot there) {
    return here + " has roster " + rosterHere + ", " + there.party() + " has " + there.roster()
        + ": distribute the same roster file";
  }

  /** The party of the roster whose key signed, so that the signature is verified against the right one. */
  private PartyId claimedParty(SignedBytes signedBallot, PartyId home) {
    try {
      return roster
          .party(signedBallot.signer().fingerprint())
          .map(Roster.Party::id)
          .orElseThrow(() -> new ProtocolViolation(home, "a start with a ballot of somebody who is not in the roster"));
    } catch (IdentityFailure malformed) {
      throw new ProtocolViolation(home, "a start with a malformed ballot: " + malformed.getMessage());
    }
  }

  private Bytes32 hash(String label, Bytes32 plan, Map<PartyId, Ballot.Consent> consents) {
    CanonicalWriter canonical = new CanonicalWriter(label, new Limits(MAX_ID_BYTES, 1));
    canonical.bytes(proposal.bytes()).bytes(plan.bytes()).bytes(rosterDigest.bytes());
    roster.parties().forEach(party -> canonical.bytes(consents.get(party.id()).nonce().bytes()));
    return Canonical.sha256(canonical.toBytes());
  }

  private static void require(boolean holds, PartyId blamed, String what) {
    if (!holds) {
      throw new ProtocolViolation(blamed, what);
    }
  }
}
