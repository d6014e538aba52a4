package org.jointly.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.wire.SampleMessages.filled;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.junit.jupiter.api.Test;

class ControlMessageTest {
  private final Identity identity = Identity.create("north", Duration.ofDays(1), Clock.systemUTC(), new SecureRandom());
  private final SignedBytes query = SignedBytes.sign(identity, "query", new byte[] {1});

  @Test
  void id_ofProposal_dependsOnEveryField() {
    PartyId north = new PartyId("north");
    SignedBytes other = SignedBytes.sign(identity, "query", new byte[] {2});

    Set<Bytes32> ids =
        Set.of(
            new Proposal(filled(1), query, north).id(),
            new Proposal(filled(2), query, north).id(),
            new Proposal(filled(1), other, north).id(),
            new Proposal(filled(1), query, new PartyId("south")).id(),
            new SubmitQuery(query).id());

    assertThat(ids).hasSize(5).contains(new Proposal(filled(1), query, north).id());
  }

  @Test
  void constructors_ofTooMuch_refuse() {
    assertThatThrownBy(() -> new Start(filled(1), Collections.nCopies(65, query))).hasMessageContaining("at most 64");
    assertThatThrownBy(() -> new ControlMessage.QueryProgress(filled(1), "x".repeat(501))).hasMessageContaining("at most 500");
    Octets longAnswer = Octets.of(new byte[Limits.ANSWER_BYTES + 1]);
    assertThatThrownBy(() -> new ControlMessage.Outcome.Reports(longAnswer, List.of())).hasMessageContaining("at most " + Limits.ANSWER_BYTES);
    assertThat(new Start(filled(1), List.of(query)).ballots()).hasSize(1);
  }

  @Test
  void bytes32_ofAnotherLength_isRefused() {
    assertThatThrownBy(() -> Bytes32.of(new byte[31])).hasMessageContaining("got 31");
    assertThatThrownBy(() -> Bytes32.of(new byte[33])).hasMessageContaining("got 33");
    assertThatThrownBy(() -> Bytes32.parseHex("AB".repeat(32))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bytes32.parseHex("zz".repeat(32))).isInstanceOf(IllegalArgumentException.class);
    assertThat(Bytes32.parseHex("ab".repeat(32))).isEqualTo(filled(0xab)).hasToString("abababababab");
  }
}
