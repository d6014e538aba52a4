package org.jointly.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;

class FailureTranslationTest {
  private final FailureTranslation translation = new FailureTranslation(roster("north", "south", "west"), new PartyId("west"));

  private static Roster roster(String... names) {
    List<Roster.Party> parties = IntStream.range(0, names.length)
        .mapToObj(i -> new Roster.Party(new PartyId(names[i]), "10.0.0.1", 7000 + i, fingerprint(i)))
        .toList();
    return new Roster("trial", parties, List.of(), "shamir", Adversary.MALICIOUS);
  }

  private static Fingerprint fingerprint(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return Fingerprint.ofBytes(bytes);
  }

  @Test
  void violation_ofAParty_accusesItByName() {
    JointlyException fault = translation.translate(
        new IllegalStateException(new ProtocolViolationException(new PartyIndex(2), "share of 9 bytes, expected 16")));

    assertThat(fault).isInstanceOf(ProtocolViolation.class).hasMessageContaining("share of 9 bytes").hasMessageNotContaining("party 2");
    assertThat(fault.party()).contains(new PartyId("south"));
  }

  @Test
  void disagreement_accusesNobody_butSaysWithWhom() {
    JointlyException fault = translation.translate(
        ProtocolViolationException.disagreement(new PartyIndex(2), "saw other commitments to a coin than this party"));

    assertThat(fault).isInstanceOf(ProtocolViolation.class).hasMessageContaining("party south saw other commitments");
    assertThat(fault.party()).isEmpty();
  }

  @Test
  void numbersBeyondTheRoster_stay() {
    Stream.of("the shares of 4 parties", "all but party 4 do", "party 30").forEach(said ->
        assertThat(translation.translate(ProtocolViolationException.unattributed(said))).hasMessageContaining(said));
  }
}
