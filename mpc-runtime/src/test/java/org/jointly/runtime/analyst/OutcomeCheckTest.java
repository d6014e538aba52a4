package org.jointly.runtime.analyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.QueryRequest;
import org.jointly.runtime.session.SessionReport;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class OutcomeCheckTest {
  private static final SecurityModel SECURITY =
      new SecurityModel("shamir", Adversary.SEMI_HONEST, 1, 3, "2^61-1", 61, 40);

  private final TestConsortium consortium = TestConsortium.of(3);
  private final PartyId north = consortium.party(0);
  private final PartyId south = consortium.party(1);
  private final PartyId west = consortium.party(2);
  private final byte[] answer = answer(12);
  private final Bytes32 plan = Bytes32.random(consortium.random);
  private final Bytes32 session = Bytes32.random(consortium.random);
  private final QueryRequest request =
      new QueryRequest(
          TestConsortium.cohortCount(),
          Bytes32.random(consortium.random),
          TestConsortium.NOW,
          TestConsortium.NOW.plusSeconds(30),
          Bytes32.of(consortium.roster.digest()));
  private final OutcomeCheck.Expected expected = new OutcomeCheck.Expected(request, plan, SECURITY);
  private final OutcomeCheck check = new OutcomeCheck(consortium.roster, TestConsortium.CLOCK);

  @Test
  void verify_ofAgreeingReports_givesTheAnswerInRosterOrder() {
    VerifiedOutcome outcome =
        check.verify(expected, north, answer, List.of(report(west), report(north), report(south)), 5);

    assertThat(outcome.answer()).isEqualTo(Answer.fromBytes(answer));
    assertThat(outcome.reports().stream().map(VerifiedOutcome.Report::party)).containsExactly(north, south, west);
    assertThat(outcome.plan()).isEqualTo(plan);
    assertThat(outcome.openings()).containsExactly(new SessionReport.Opening("keep", 1));
  }

  @Test
  void verify_withoutOneReport_isRefused() {
    assertViolation(List.of(report(north), report(south)), north, "without a report of party west");
    assertViolation(List.of(), north, "without a report of party north");
  }

  @Test
  void verify_withTwoReportsOfAParty_isRefused() {
    assertViolation(List.of(report(north), report(south), report(south), report(west)), north, "two reports of party south");
  }

  @Test
  void verify_ofAnotherAnswer_namesTheOddParty() {
    SessionReport odd = with(content(west), SessionReport.digestOf(answer(13)), plan, session);

    assertViolation(List.of(report(north), report(south), sign(west, odd)), west, "another answer");
  }

  @Test
  void verify_ofAnotherSession_namesTheOddParty() {
    SessionReport odd = with(content(south), SessionReport.digestOf(answer), plan, Bytes32.random(consortium.random));

    assertViolation(List.of(report(north), sign(south, odd), report(west)), south, "another session");
  }

  @Test
  void verify_ofOtherOpenings_namesTheOddParty() {
    SessionReport said = content(west);
    SessionReport odd = new SessionReport(
        session, said.request(), plan, said.roster(), west, said.answer(), SECURITY,
        List.of(new SessionReport.Opening("keep", 1), new SessionReport.Opening("more", 1)), said.cost());

    assertViolation(List.of(report(north), report(south), sign(west, odd)), west, "other openings");
  }

  @Test
  void verify_underAnotherRosterOrSecurityModelThanTheAnalysts_isRefused() {
    SecurityModel weaker = new SecurityModel(
        SECURITY.suite(), SECURITY.adversary(), SECURITY.threshold() + 1, SECURITY.parties(), SECURITY.field(), SECURITY.fieldBits(),
        SECURITY.statisticalBits());

    assertViolation(signedByAll(said -> with(said, plan, SECURITY)), north, "it has roster " + plan);
    assertViolation(signedByAll(said -> with(said, said.roster(), weaker)), north, "under another security model");
  }

  private static SessionReport with(SessionReport report, Bytes32 roster, SecurityModel security) {
    return new SessionReport(
        report.session(), report.request(), report.plan(), roster, report.party(), report.answer(), security, report.openings(),
        report.cost());
  }

  @Test
  void verify_ofHalfAgainstHalf_namesNobody() {
    TestConsortium four = TestConsortium.of(4);
    List<SignedBytes> reports = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SessionReport said = with(content(four.party(i)), SessionReport.digestOf(answer(i / 2)), plan, session);
      reports.add(SignedBytes.sign(four.identity(four.party(i)), SessionReport.LABEL, said.toBytes()));
    }

    assertThatThrownBy(() -> new OutcomeCheck(four.roster, TestConsortium.CLOCK).verify(expected, north, answer, reports, 5))
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).isEmpty());
  }

  @Test
  void verify_whenAllDiffer_namesNobody() {
    List<SignedBytes> reports = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      PartyId party = consortium.party(i);
      reports.add(sign(party, with(content(party), SessionReport.digestOf(answer(i)), plan, session)));
    }

    assertThatThrownBy(() -> check.verify(expected, north, answer, reports, 5))
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).isEmpty());
  }

  @Test
  void verify_ofAPlanThatIsNotTheAnalysts_isRefused() {
    Bytes32 other = Bytes32.random(consortium.random);
    List<SignedBytes> reports = signedByAll(content -> with(content, content.answer(), other, session));

    assertViolation(reports, north, "your question compiles to");
  }

  @Test
  void verify_ofReportsOfAnEarlierRequest_isRefused() {
    QueryRequest later =
        new QueryRequest(
            request.spec(), Bytes32.random(consortium.random), request.issuedAt(), request.expiresAt(), request.roster());

    assertThatThrownBy(
            () -> check.verify(
                new OutcomeCheck.Expected(later, plan, SECURITY), north, answer, signedByAll(UnaryOperator.identity()), 5))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("another request");
  }

  @Test
  void verify_ofAnAnswerNobodySigned_namesTheHome() {
    assertThatThrownBy(() -> check.verify(expected, south, answer(99), signedByAll(UnaryOperator.identity()), 5))
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).contains(south))
        .hasMessageContaining("an answer that no party signed");
  }

  @Test
  void verify_ofAReportSignedForAnother_namesTheSigner() {
    assertViolation(
        List.of(report(north), report(south), sign(south, content(west))), south, "a report in the name of party west");
  }

  @Test
  void verify_ofAStrangersReport_namesTheHome() {
    SignedBytes stranger = SignedBytes.sign(consortium.analyst, SessionReport.LABEL, content(west).toBytes());

    assertViolation(List.of(report(north), report(south), stranger), north, "somebody who is not in the roster");
  }

  @Test
  void verify_ofAChangedReport_isRefused() {
    byte[] changed = report(west).encode();
    changed[changed.length - 1] ^= 1;

    assertViolation(List.of(report(north), report(south), SignedBytes.decode(changed)), north, "does not fit this report");
  }

  @Test
  void fromBytes_ofEveryPrefixAndOfTrailingBytes_isRefused() {
    byte[] bytes = content(west).toBytes();

    for (int length = 0; length < bytes.length; length++) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SessionReport.fromBytes(prefix)).isInstanceOf(CanonicalFormException.class);
    }
    assertThatThrownBy(() -> SessionReport.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CanonicalFormException.class);
    assertThat(SessionReport.fromBytes(bytes)).isEqualTo(content(west));
  }

  private void assertViolation(List<SignedBytes> reports, PartyId named, String text) {
    assertThatThrownBy(() -> check.verify(expected, north, answer, reports, 5))
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).contains(named))
        .hasMessageContaining(text);
  }

  private List<SignedBytes> signedByAll(UnaryOperator<SessionReport> change) {
    return consortium.parties().stream().map(party -> sign(party, change.apply(content(party)))).toList();
  }

  private SignedBytes report(PartyId party) {
    return sign(party, content(party));
  }

  private SignedBytes sign(PartyId signer, SessionReport report) {
    return SignedBytes.sign(consortium.identity(signer), SessionReport.LABEL, report.toBytes());
  }

  private SessionReport content(PartyId party) {
    return new SessionReport(
        session,
        request.digest(),
        plan,
        request.roster(),
        party,
        SessionReport.digestOf(answer),
        SECURITY,
        List.of(new SessionReport.Opening("keep", 1)),
        new SessionReport.Cost(9, 40, 18, 1234, party.name().length()));
  }

  private static SessionReport with(SessionReport report, Bytes32 answer, Bytes32 plan, Bytes32 session) {
    return new SessionReport(
        session,
        report.request(),
        plan,
        report.roster(),
        report.party(),
        answer,
        report.security(),
        report.openings(),
        report.cost());
  }

  private static byte[] answer(long count) {
    LinkedHashMap<String, Answer.Value> fields = new LinkedHashMap<>();
    fields.put("count", new Answer.Whole(count));
    return new Answer(new Answer.Fields(fields)).toBytes();
  }
}
