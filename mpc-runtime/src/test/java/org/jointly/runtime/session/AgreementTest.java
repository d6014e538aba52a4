package org.jointly.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowDecoder;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private final TestConsortium consortium = TestConsortium.of(3);
  private final PartyId north = consortium.party(0);
  private final PartyId south = consortium.party(1);
  private final PartyId west = consortium.party(2);
  private final Bytes32 proposal = filled(1);
  private final Bytes32 plan = filled(2);
  private final Bytes32 roster = Bytes32.of(consortium.roster.digest());
  private final Agreement agreement = new Agreement(consortium.roster, proposal, TestConsortium.CLOCK);

  private final Ballot.Consent mine = consent(north, plan, 10);
  private final SignedBytes northVotes = sign(mine);
  private final SignedBytes southVotes = sign(consent(south, plan, 11));
  private final SignedBytes westVotes = sign(consent(west, plan, 12));

  @Test
  void session_ofOneConsentPerParty_hasAnIdThatDoesNotDependOnTheirOrder() {
    AgreedSession one = agreement.session(List.of(northVotes, southVotes, westVotes), mine, north);

    AgreedSession shuffled = agreement.session(List.of(westVotes, northVotes, southVotes), mine, north);
    assertThat(shuffled.id()).isEqualTo(one.id());
    assertThat(hash(shuffled)).isEqualTo(hash(one));
  }

  @Test
  void session_withAnotherNonceOfAnyParty_hasAnotherId() {
    AgreedSession one = agreement.session(List.of(northVotes, southVotes, westVotes), mine, north);

    AgreedSession other = agreement.session(List.of(northVotes, southVotes, sign(consent(west, plan, 13))), mine, north);

    assertThat(other.id()).isNotEqualTo(one.id());
    assertThat(hash(other)).isNotEqualTo(hash(one));
  }

  /** Or what was said in one session could be said again in another, of nonces alike. */
  @Test
  void session_ofAnotherProposalPlanOrRoster_hasAnotherId() {
    Bytes32 one = id(consortium.roster, proposal, plan);

    assertThat(id(consortium.roster, filled(7), plan)).isNotEqualTo(one);
    assertThat(id(consortium.roster, proposal, filled(7))).isNotEqualTo(one);
    Roster other = new Roster(
        "other", consortium.roster.parties(), consortium.roster.analysts(), consortium.roster.suite(), consortium.roster.adversary());
    assertThat(id(other, proposal, plan)).isNotEqualTo(one);
  }

  private Bytes32 id(Roster among, Bytes32 about, Bytes32 planDigest) {
    List<Ballot.Consent> consents = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      consents.add(new Ballot.Consent(about, consortium.party(i), Bytes32.of(among.digest()), planDigest, filled(10 + i)));
    }
    return new Agreement(among, about, TestConsortium.CLOCK)
        .session(consents.stream().map(this::sign).toList(), consents.get(0), north)
        .id();
  }

  @Test
  void linkageKey_ofASession_doesNotFollowFromItsIdAndIsNotShown() {
    AgreedSession session = agreement.session(List.of(northVotes, southVotes, westVotes), mine, north);

    assertThat(hash(session)).isNotEqualTo(hash(new AgreedSession(session.id(), LinkageKey.of(session.id().bytes()))));
    assertThat(session.toString()).endsWith("linkageKey=LinkageKey[redacted]]");
  }

  private static long hash(AgreedSession session) {
    return RowDecoder.of(new RowColumn.Hashed("insurance_number"), session.linkageKey()).decode("A123");
  }

  @Test
  void session_withoutOneParty_namesTheHomeAndTheMissing() {
    assertViolation(List.of(northVotes, southVotes), south, "without a ballot of party west");
    assertViolation(List.of(), south, "without a ballot of party north");
  }

  @Test
  void session_withTwoBallotsOfAParty_isRefused() {
    assertViolation(List.of(northVotes, southVotes, southVotes, westVotes), south, "two ballots of party south");
  }

  @Test
  void session_withARefusal_isRefused() {
    FaultReport why = new FaultReport(FaultFamily.REFUSED, Optional.of(west), "statistics: mean", 0);
    SignedBytes refusal = sign(new Ballot.Refusal(proposal, west, roster, why));

    assertViolation(List.of(northVotes, southVotes, refusal), south, "ballot of party west that refuses");
  }

  @Test
  void session_withAnotherPlan_namesTheParty() {
    SignedBytes differs = sign(consent(west, filled(3), 12));

    assertViolation(List.of(northVotes, southVotes, differs), west, "it compiled plan 030303030303");
  }

  @Test
  void session_withAnotherRoster_namesTheParty() {
    SignedBytes differs = sign(new Ballot.Consent(proposal, west, filled(9), plan, filled(12)));

    assertViolation(List.of(northVotes, southVotes, differs), west, "distribute the same roster file");
  }

  @Test
  void session_withABallotAboutAnotherProposal_isRefused() {
    SignedBytes old = sign(new Ballot.Consent(filled(8), west, roster, plan, filled(12)));

    assertViolation(List.of(northVotes, southVotes, old), west, "about proposal 080808080808");
  }

  @Test
  void session_withAnotherBallotOfMine_isRefused() {
    SignedBytes replaced = sign(consent(north, plan, 99));

    assertViolation(List.of(replaced, southVotes, westVotes), south, "a ballot of party north that it did not cast");
  }

  @Test
  void session_withABallotSignedByAStranger_isRefused() {
    SignedBytes stranger = SignedBytes.sign(consortium.analyst, Ballot.LABEL, consent(west, plan, 12).toBytes());

    assertViolation(List.of(northVotes, southVotes, stranger), south, "somebody who is not in the roster");
  }

  @Test
  void session_withABallotThatOnePartySignsForAnother_namesTheSigner() {
    SignedBytes forged = SignedBytes.sign(consortium.identity(south), Ballot.LABEL, consent(west, plan, 12).toBytes());

    assertViolation(List.of(northVotes, forged, westVotes), south, "a ballot of party west under its own signature");
  }

  @Test
  void verify_ofAnyTamperedByteAfterTheCertificate_isRefused() {
    byte[] good = westVotes.encode();
    int afterCertificate = Integer.BYTES + westVotes.signer().der().length;
    List<Integer> accepted = new ArrayList<>();
    for (int i = afterCertificate; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      if (!refuses(bad)) {
        accepted.add(i);
      }
    }

    assertThat(accepted).as("positions whose change went unnoticed").isEmpty();
    assertThat(refuses(good)).isFalse();
  }

  @Test
  void verify_ofASignatureForAnotherPurpose_isRefused() {
    SignedBytes report = SignedBytes.sign(consortium.identity(west), SessionReport.LABEL, consent(west, plan, 12).toBytes());

    assertThatThrownBy(() -> agreement.verify(west, report))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("party west");
  }

  @Test
  void fromBytes_ofEveryPrefixAndOfTrailingBytes_isRefused() {
    for (Ballot ballot : List.of(mine, new Ballot.Refusal(proposal, west, roster,
        new FaultReport(FaultFamily.DEADLINE_EXCEEDED, Optional.empty(), "schön", 7)))) {
      byte[] bytes = ballot.toBytes();
      for (int length = 0; length < bytes.length; length++) {
        byte[] prefix = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> Ballot.fromBytes(prefix)).isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> Ballot.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Ballot.fromBytes(bytes)).isEqualTo(ballot);
    }
  }

  private boolean refuses(byte[] ballot) {
    try {
      agreement.verify(west, SignedBytes.decode(ballot));
      return false;
    } catch (org.jointly.runtime.fault.JointlyException refused) {
      return true;
    }
  }

  private void assertViolation(List<SignedBytes> ballots, PartyId named, String text) {
    assertThatThrownBy(() -> agreement.session(ballots, mine, south))
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).contains(named))
        .hasMessageContaining(text);
  }

  private Ballot.Consent consent(PartyId party, Bytes32 planDigest, int nonce) {
    return new Ballot.Consent(proposal, party, roster, planDigest, filled(nonce));
  }

  private SignedBytes sign(Ballot ballot) {
    Identity identity = consortium.identity(ballot.party());
    return SignedBytes.sign(identity, Ballot.LABEL, ballot.toBytes());
  }

  private static Bytes32 filled(int value) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return Bytes32.of(bytes);
  }
}
