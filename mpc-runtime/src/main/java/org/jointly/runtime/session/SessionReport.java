package org.jointly.runtime.session;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * What one party says came out of a session; it travels signed with its identity, under {@link #LABEL}.
 *
 * @param session the session's id
 * @param request the digest of the request it answers: an old report cannot be shown for a new request
 * @param plan the digest of the plan that ran
 * @param roster the digest of the roster the party has
 * @param party who says so
 * @param answer the digest of the answer's canonical bytes, the same in every party's report
 * @param security the model the plan ran under, the same in every party's report
 * @param openings what was opened, the same in every party's report
 * @param cost what the session cost this party
 */
public record SessionReport(
    Bytes32 session,
    Bytes32 request,
    Bytes32 plan,
    Bytes32 roster,
    PartyId party,
    Bytes32 answer,
    SecurityModel security,
    List<Opening> openings,
    Cost cost) {
  /** The purpose under which reports are signed. */
  public static final String LABEL = "report";

  private static final String FORM = "jointly/report/1";
  private static final int MAX_OPENINGS = 1_000;
  private static final Limits LIMITS = new Limits(1 << 18, MAX_OPENINGS);

  public SessionReport {
    openings = List.copyOf(openings);
  }

  /**
   * Something that was opened.
   *
   * @param label as the plan lists it
   * @param elements how many numbers, in all legs
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

  /**
   * The report of a session that went well.
   *
   * @param about what identifies it
   * @param millis from the proposal to the answer
   */
  public static SessionReport of(About about, QueryPlan plan, Outcome outcome, long millis) {
    RoundTrace trace = outcome.trace();
    return new SessionReport(
        about.session(),
        about.request(),
        Bytes32.of(plan.digest()),
        about.roster(),
        about.party(),
        digestOf(outcome.answer().toBytes()),
        plan.security(),
        plan.openings().stream().map(opening -> new Opening(opening.label(), (long) opening.length() * outcome.legs())).toList(),
        new Cost(trace.passed(), trace.messagesSent(), trace.framesSent(), trace.bytesSent(), millis));
  }

  /** Which session a report is about, and whose report it is. */
  public record About(Bytes32 session, Bytes32 request, Bytes32 roster, PartyId party) {}

  /** The digest under which an answer stands in a report. */
  public static Bytes32 digestOf(byte[] answer) {
    return Canonical.sha256(answer);
  }

  /** The bytes that are signed. */
  public byte[] toBytes() {
    CanonicalWriter out = new CanonicalWriter(FORM, LIMITS);
    out.bytes(session.bytes()).bytes(request.bytes()).bytes(plan.bytes()).bytes(roster.bytes()).text(party.name());
    out.bytes(answer.bytes());
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
    Bytes32 session = Canonical.bytes32(in);
    Bytes32 request = Canonical.bytes32(in);
    Bytes32 plan = Canonical.bytes32(in);
    Bytes32 roster = Canonical.bytes32(in);
    PartyId party = Canonical.party(in);
    Bytes32 answer = Canonical.bytes32(in);
    SecurityModel security = readSecurity(in);
    List<Opening> openings = new ArrayList<>(in.list(() -> new Opening(in.text(), Canonical.count(in))));
    Cost cost = new Cost(Canonical.count(in), Canonical.count(in), Canonical.count(in), Canonical.count(in), Canonical.count(in));
    in.end();
    return new SessionReport(session, request, plan, roster, party, answer, security, openings, cost);
  }

  private static SecurityModel readSecurity(CanonicalReader in) {
    String suite = in.text();
    Adversary adversary = Adversary.values()[(int) in.whole(0, Adversary.values().length - 1)];
    return new SecurityModel(suite, adversary, in.count(), in.count(), in.text(), in.count(), in.count());
  }

  /** Says whose and about what. */
  @Override
  public String toString() {
    return "SessionReport[party " + party + ", session " + session + "]";
  }
}
