package org.jointly.runtime.session;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;

/**
 * What one party says came out of a session; it travels signed with its identity, under {@link #LABEL}.
 *
 * @param session the session's id
 * @param request the digest of the request it answers: an old report cannot be shown for a new request
 * @param plan the digest of the plan that ran
 * @param roster the digest of the roster the party has
 * @param party who says so
 * @param answer the answer's canonical bytes, the same in every party's report
 * @param security the model the plan ran under, the same in every party's report
 * @param openings what was opened, the same in every party's report
 * @param cost what the session cost this party
 */
public record SessionReport(
    Digest session,
    Digest request,
    Digest plan,
    Digest roster,
    PartyId party,
    byte[] answer,
    SecurityModel security,
    List<Opening> openings,
    Cost cost) {
  /** The purpose under which reports are signed. */
  public static final String LABEL = "report";

  private static final String FORM = "jointly/report/1";
  private static final int MAX_ANSWER_BYTES = SignedBytes.MAX_PAYLOAD_BYTES - (1 << 17);
  private static final int MAX_OPENINGS = 10_000;
  private static final Limits LIMITS = new Limits(SignedBytes.MAX_PAYLOAD_BYTES, MAX_OPENINGS);

  public SessionReport {
    answer = answer.clone();
    openings = List.copyOf(openings);
  }

  /**
   * Something that was opened.
   *
   * @param label as the plan lists it
   * @param elements how many numbers
   */
  public record Opening(String label, long elements) {}

  /**
   * What a session cost one party.
   *
   * @param rounds exchanges of frames
   * @param messages protocol messages sent
   * @param frames frames sent to peers
   * @param bytesSent bytes of these frames
   * @param millis from the start of the session to its answer, by this party's clock
   */
  public record Cost(long rounds, long messages, long frames, long bytesSent, long millis) {}

  @Override
  public byte[] answer() {
    return answer.clone();
  }

  /** The answer, read from its bytes. */
  public Answer readAnswer() {
    return Answer.fromBytes(answer);
  }

  /** The bytes that are signed. */
  public byte[] toBytes() {
    CanonicalWriter out = new CanonicalWriter(FORM, LIMITS);
    out.bytes(session.bytes()).bytes(request.bytes()).bytes(plan.bytes()).bytes(roster.bytes()).text(party.name());
    out.bytes(answer);
    out.text(security.suite()).whole(security.adversary().ordinal()).count(security.threshold()).count(security.parties());
    out.text(security.field()).count(security.fieldBits()).count(security.statisticalBits());
    out.list(openings, opening -> out.text(opening.label()).whole(opening.elements()));
    out.whole(cost.rounds()).whole(cost.messages()).whole(cost.frames()).whole(cost.bytesSent()).whole(cost.millis());
    return out.toBytes();
  }

  /**
   * Reads the bytes of a report.
   *
   * @throws CanonicalFormException if they are none
   */
  public static SessionReport fromBytes(byte[] bytes) {
    CanonicalReader in = new CanonicalReader(FORM, LIMITS, bytes);
    Digest session = Digest.read(in);
    Digest request = Digest.read(in);
    Digest plan = Digest.read(in);
    Digest roster = Digest.read(in);
    PartyId party = BallotBytes.party(in.text());
    byte[] answer = in.bytes(MAX_ANSWER_BYTES);
    SecurityModel security = readSecurity(in);
    List<Opening> openings = new ArrayList<>(in.list(() -> new Opening(in.text(), count(in))));
    Cost cost = new Cost(count(in), count(in), count(in), count(in), count(in));
    in.end();
    return new SessionReport(session, request, plan, roster, party, answer, security, openings, cost);
  }

  private static SecurityModel readSecurity(CanonicalReader in) {
    String suite = in.text();
    Adversary adversary = Adversary.values()[(int) in.whole(0, Adversary.values().length - 1)];
    return new SecurityModel(suite, adversary, in.count(), in.count(), in.text(), in.count(), in.count());
  }

  private static long count(CanonicalReader in) {
    return in.whole(0, Long.MAX_VALUE);
  }

  /** Says whose and about what; the answer is for the analyst, not for logs. */
  @Override
  public String toString() {
    return "SessionReport[party " + party + ", session " + session.shortForm() + "]";
  }
}
