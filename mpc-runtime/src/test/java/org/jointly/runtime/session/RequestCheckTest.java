package org.jointly.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.TestConsortium.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class RequestCheckTest {
  private final TestConsortium consortium = TestConsortium.of(3);
  private final Bytes32 roster = Bytes32.of(consortium.roster.digest());
  private final RequestCheck check = checkAt(NOW);

  @Test
  void admit_ofAnAnalystsRequest_namesTheAnalyst() {
    QueryRequest request = request(NOW, NOW.plusSeconds(30), roster);

    RequestCheck.Admitted admitted = check.admit(sign(request));

    assertThat(admitted.analyst().name()).isEqualTo("alice");
    assertThat(admitted.request()).isEqualTo(request);
    assertThat(admitted.digest()).isEqualTo(request.digest());
  }

  @Test
  void admit_ofARequestOnceMore_isRefused() {
    SignedBytes signed = sign(request(NOW, NOW.plusSeconds(30), roster));
    check.admit(signed);

    assertThatThrownBy(() -> check.admit(signed)).isInstanceOf(Refused.class).hasMessageContaining("was asked before");
  }

  @Test
  void admit_ofTheSameRequestSignedOnceMore_isRefused() {
    QueryRequest request = request(NOW, NOW.plusSeconds(30), roster);
    check.admit(sign(request));

    assertThatThrownBy(() -> check.admit(sign(request))).isInstanceOf(Refused.class).hasMessageContaining("was asked before");
  }

  /** A clock that runs ahead makes the node forget; put back, it must not take what it has forgotten for new. */
  @Test
  void admit_ofARequestOnceMore_whenTheClockWasPutBack_isRefused() {
    SeenNonces seen = new SeenNonces();
    SignedBytes signed = sign(request(NOW, NOW.plusSeconds(30), roster));
    Instant ahead = NOW.plus(Duration.ofDays(1));
    checkAt(NOW, seen).admit(signed);
    checkAt(ahead, seen).admit(sign(request(ahead, ahead.plusSeconds(30), roster)));

    assertThatThrownBy(() -> checkAt(NOW, seen).admit(signed)).isInstanceOf(Refused.class).hasMessageContaining("was asked before");
  }

  @Test
  void admit_ofAStranger_isRefusedWithTheFingerprint() {
    Identity stranger = Identity.create("mallory", Duration.ofDays(1), TestConsortium.CLOCK, consortium.random);
    SignedBytes signed =
        SignedBytes.sign(stranger, QueryRequest.LABEL, request(NOW, NOW.plusSeconds(30), roster).toBytes());

    assertThatThrownBy(() -> check.admit(signed))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining(stranger.fingerprint().toString());
  }

  @Test
  void admit_ofAParty_isRefused() {
    Identity south = consortium.identity(consortium.party(1));
    SignedBytes signed = SignedBytes.sign(south, QueryRequest.LABEL, request(NOW, NOW.plusSeconds(30), roster).toBytes());

    assertThatThrownBy(() -> check.admit(signed)).isInstanceOf(IdentityFailure.class).hasMessageContaining("no analyst");
  }

  @Test
  void admit_withAnotherRoster_saysWhoHasWhich() {
    SignedBytes signed = sign(request(NOW, NOW.plusSeconds(30), Bytes32.of(new byte[32])));

    assertThatThrownBy(() -> check.admit(signed))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessage("analyst alice has roster 000000000000, north has " + roster + ": distribute the same roster file");
  }

  @Test
  void admit_atTheEdgesOfItsLife_toleratesTheClocksAndNotMore() {
    Instant expiry = NOW.plusSeconds(30);
    Instant late = expiry.plus(RequestCheck.CLOCK_TOLERANCE);
    Instant early = NOW.minus(RequestCheck.CLOCK_TOLERANCE);

    assertThat(checkAt(late).admit(sign(request(NOW, expiry, roster)))).isNotNull();
    assertThat(checkAt(early).admit(sign(request(NOW, expiry, roster)))).isNotNull();
    assertThatThrownBy(() -> checkAt(late.plusMillis(1)).admit(sign(request(NOW, expiry, roster))))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("expired at " + expiry);
    assertThatThrownBy(() -> checkAt(early.minusMillis(1)).admit(sign(request(NOW, expiry, roster))))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("compare the clocks");
  }

  @Test
  void admit_ofALifeTooLongOrNone_isRefused() {
    Duration longest = RequestCheck.MAX_LIFETIME;

    assertThat(check.admit(sign(request(NOW, NOW.plus(longest), roster)))).isNotNull();
    assertThatThrownBy(() -> check.admit(sign(request(NOW, NOW.plus(longest).plusMillis(1), roster))))
        .isInstanceOf(InvalidQuery.class);
    assertThatThrownBy(() -> check.admit(sign(request(NOW, NOW, roster)))).isInstanceOf(InvalidQuery.class);
    assertThatThrownBy(() -> check.admit(sign(request(NOW, NOW.minusSeconds(1), roster)))).isInstanceOf(InvalidQuery.class);
  }

  @Test
  void admit_ofARefusedRequest_doesNotUseUpItsNonce() {
    QueryRequest request = request(NOW, NOW.plusSeconds(30), roster);
    SeenNonces seen = new SeenNonces();
    RequestCheck tooEarly = new RequestCheck(consortium.party(0), consortium.roster, clockAt(NOW.minusSeconds(60)), seen);
    RequestCheck inTime = new RequestCheck(consortium.party(0), consortium.roster, clockAt(NOW), seen);
    assertThatThrownBy(() -> tooEarly.admit(sign(request))).isInstanceOf(Refused.class);

    assertThat(inTime.admit(sign(request))).isNotNull();
  }

  @Test
  void admit_ofSignedRubbish_isAnInvalidQuery() {
    SignedBytes rubbish = SignedBytes.sign(consortium.analyst, QueryRequest.LABEL, new byte[] {1, 2, 3});
    SignedBytes nothing = SignedBytes.sign(consortium.analyst, QueryRequest.LABEL, new byte[0]);

    assertThatThrownBy(() -> check.admit(rubbish)).isInstanceOf(InvalidQuery.class).hasMessageContaining("malformed");
    assertThatThrownBy(() -> check.admit(nothing)).isInstanceOf(InvalidQuery.class).hasMessageContaining("malformed");
  }

  @Test
  void fromBytes_ofEveryPrefixAndOfTrailingBytes_isRefused() {
    byte[] bytes = request(NOW, NOW.plusSeconds(30), roster).toBytes();

    for (int length = 0; length < bytes.length; length++) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> QueryRequest.fromBytes(prefix)).isInstanceOf(CanonicalFormException.class);
    }
    assertThatThrownBy(() -> QueryRequest.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CanonicalFormException.class);
  }

  private RequestCheck checkAt(Instant now) {
    return checkAt(now, new SeenNonces());
  }

  private RequestCheck checkAt(Instant now, SeenNonces seen) {
    return new RequestCheck(consortium.party(0), consortium.roster, clockAt(now), seen);
  }

  private static Clock clockAt(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private QueryRequest request(Instant issued, Instant expires, Bytes32 withRoster) {
    return new QueryRequest(TestConsortium.cohortCount(), Bytes32.random(consortium.random), issued, expires, withRoster);
  }

  private SignedBytes sign(QueryRequest request) {
    return SignedBytes.sign(consortium.analyst, QueryRequest.LABEL, request.toBytes());
  }
}
