package org.jointly.runtime.session;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * What one party answers to a proposal; it travels signed with its identity, under {@link #LABEL}.
 *
 * <p>Signed with the answer are the proposal and the roster the party has, so that a ballot counts for nothing else.
 */
public sealed interface Ballot {
  /** The purpose under which ballots are signed. */
  String LABEL = "vote";

  /** The proposal it answers. */
  Bytes32 proposal();

  PartyId party();

  /** The digest of the roster this party has. */
  Bytes32 roster();

  /**
   * Yes, and to exactly this plan.
   *
   * @param plan the digest of the plan as this party compiled it
   * @param nonce fresh: no session can be an old one again. The session's linkage key is made of all parties' nonces, so ballots are
   *     for parties alone
   */
  record Consent(Bytes32 proposal, PartyId party, Bytes32 roster, Bytes32 plan, Bytes32 nonce) implements Ballot {}

  /**
   * No, and why.
   *
   * @param why names the clause, or what is wrong with the query
   */
  record Refusal(Bytes32 proposal, PartyId party, Bytes32 roster, FaultReport why) implements Ballot {}

  /** The bytes that are signed. */
  default byte[] toBytes() {
    return BallotBytes.write(this);
  }

  /**
   * Reads the bytes of a ballot.
   *
   * @throws CanonicalFormException if they are none
   */
  static Ballot fromBytes(byte[] bytes) {
    return BallotBytes.read(bytes);
  }
}

/** The canonical bytes of a ballot: a tag (1 consent, 2 refusal), proposal, party, roster digest, then what the kind has. */
final class BallotBytes {
  private static final String FORM = "jointly/ballot/1";
  private static final Limits LIMITS = new Limits(1 << 14, 1);
  private static final int CONSENT = 1;
  private static final int REFUSAL = 2;
  /** UTF-8 takes up to three bytes for a character of a report. */
  private static final int MAX_REASON_BYTES = 3 * FaultReport.MAX_TEXT;

  private BallotBytes() {}

  static byte[] write(Ballot ballot) {
    CanonicalWriter out = new CanonicalWriter(FORM, LIMITS);
    out.tagged(ballot instanceof Ballot.Consent ? CONSENT : REFUSAL, () -> {
      out.bytes(ballot.proposal().bytes()).text(ballot.party().name()).bytes(ballot.roster().bytes());
      if (ballot instanceof Ballot.Consent consent) {
        out.bytes(consent.plan().bytes()).bytes(consent.nonce().bytes());
      } else if (ballot instanceof Ballot.Refusal refusal) {
        writeReason(out, refusal.why());
      }
    });
    return out.toBytes();
  }

  private static void writeReason(CanonicalWriter out, FaultReport why) {
    out.count(why.family().code()).flag(why.party().isPresent());
    why.party().ifPresent(party -> out.text(party.name()));
    out.bytes(why.detail().getBytes(StandardCharsets.UTF_8)).whole(why.millis());
  }

  static Ballot read(byte[] bytes) {
    CanonicalReader in = new CanonicalReader(FORM, LIMITS, bytes);
    Ballot ballot = in.tagged(tag -> {
      Bytes32 proposal = Canonical.bytes32(in);
      PartyId party = Canonical.party(in);
      Bytes32 roster = Canonical.bytes32(in);
      return switch (tag) {
        case CONSENT -> new Ballot.Consent(proposal, party, roster, Canonical.bytes32(in), Canonical.bytes32(in));
        case REFUSAL -> new Ballot.Refusal(proposal, party, roster, readReason(in));
        default -> throw in.unknownTag(tag);
      };
    });
    in.end();
    return ballot;
  }

  private static FaultReport readReason(CanonicalReader in) {
    int code = in.count();
    boolean concernsSomebody = in.flag();
    Optional<PartyId> concerned = concernsSomebody ? Optional.of(Canonical.party(in)) : Optional.empty();
    String detail = new String(in.bytes(MAX_REASON_BYTES), StandardCharsets.UTF_8);
    long millis = Canonical.count(in);
    try {
      return new FaultReport(FaultFamily.ofCode(code), concerned, detail, millis);
    } catch (IllegalArgumentException malformed) {
      throw new CanonicalFormException("a refusal for no known reason");
    }
  }
}
