package org.jointly.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.wire.SampleMessages.filled;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
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
    assertThatThrownBy(() -> new ControlMessage.QueryProgress(filled(1), "\u001b[2J")).hasMessageContaining("control characters");
    Octets longAnswer = Octets.of(new byte[Limits.ANSWER_BYTES + 1]);
    assertThatThrownBy(() -> new ControlMessage.Outcome.Reports(longAnswer, List.of())).hasMessageContaining("at most " + Limits.ANSWER_BYTES);
    assertThat(new Start(filled(1), List.of(query)).ballots()).hasSize(1);
  }

  /** Sixteen messages of a party about one query are kept until somebody comes to read them. */
  @Test
  void constructors_ofLongBallotsAndReports_refuse() {
    SignedBytes ballot = SignedBytes.sign(identity, "vote", new byte[Limits.BALLOT_BYTES]);
    SignedBytes report = SignedBytes.sign(identity, "report", new byte[Limits.REPORT_BYTES]);
    String tooMuch = "at most " + Limits.BALLOT_BYTES;

    assertThatThrownBy(() -> new Start(filled(1), List.of(query, ballot))).hasMessageContaining(tooMuch);
    assertThatThrownBy(() -> new ControlMessage.Vote(filled(1), new PartyId("west"), ballot)).hasMessageContaining(tooMuch);
    assertThatThrownBy(() -> new ControlMessage.ReportReady(filled(1), report)).hasMessageContaining("at most " + Limits.REPORT_BYTES);
    assertThatThrownBy(() -> new ControlMessage.Outcome.Reports(Octets.of(new byte[1]), List.of(report)))
        .hasMessageContaining("at most " + Limits.REPORT_BYTES);
  }

  @Test
  void id_ofMakingProposal_dependsOnEveryField() {
    PartyId north = new PartyId("north");
    Instant night = Instant.parse("2026-11-21T22:00:00Z");
    MaterialOrder order = SampleMessages.order();
    MaterialOrder longer = new MaterialOrder(order.field(), order.pieces(), order.patience().plusSeconds(1));
    MaterialOrder elsewhere = new MaterialOrder("2^127-1", order.pieces(), order.patience());
    MaterialOrder more = new MaterialOrder(order.field(), new TreeMap<>(Map.of("triples", 7001L, "masks", 12L)), order.patience());

    Set<Bytes32> ids =
        Set.of(
            new MakingProposal(filled(1), north, filled(2), night, order).id(),
            new MakingProposal(filled(2), north, filled(2), night, order).id(),
            new MakingProposal(filled(1), new PartyId("south"), filled(2), night, order).id(),
            new MakingProposal(filled(1), north, filled(3), night, order).id(),
            new MakingProposal(filled(1), north, filled(2), night.plusSeconds(1), order).id(),
            new MakingProposal(filled(1), north, filled(2), night, longer).id(),
            new MakingProposal(filled(1), north, filled(2), night, elsewhere).id(),
            new MakingProposal(filled(1), north, filled(2), night, more).id());

    assertThat(ids).hasSize(8);
  }

  @Test
  void order_ofNothingOrForEver_isRefused() {
    Duration night = Duration.ofHours(8);
    TreeMap<String, Long> some = new TreeMap<>(Map.of("triples", 1L));

    assertThat(new MaterialOrder("2^61-1", some, night).total()).isEqualTo(1);
    assertThatThrownBy(() -> new MaterialOrder("2^61-1", new TreeMap<>(), night)).hasMessage("nothing is to be made");
    assertThatThrownBy(() -> new MaterialOrder("2^61-1", new TreeMap<>(Map.of("bits", 0L)), night)).hasMessageContaining("0 pieces");
    assertThatThrownBy(() -> new MaterialOrder("2^61-1", new TreeMap<>(Map.of("bits", Long.MAX_VALUE)), night))
        .hasMessageContaining("pieces of kind 'bits'");
    assertThatThrownBy(() -> new MaterialOrder("2^61-1", new TreeMap<>(Map.of("", 1L)), night)).hasMessageContaining("kind ''");
    assertThatThrownBy(() -> new MaterialOrder("x".repeat(33), some, night)).hasMessageContaining("at most 32");
    assertThatThrownBy(() -> new MaterialOrder("2^61-1", some, Duration.ZERO)).hasMessageContaining("0 s at most");
    assertThatThrownBy(() -> new MaterialOrder("2^61-1", some, Duration.ofHours(25))).hasMessageContaining("86400");
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
