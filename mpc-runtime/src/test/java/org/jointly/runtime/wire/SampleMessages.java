package org.jointly.runtime.wire;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.Condition;
import org.jointly.runtime.wire.ControlMessage.ConditionRequest;
import org.jointly.runtime.wire.ControlMessage.Farewell;
import org.jointly.runtime.wire.ControlMessage.LotsAt;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.ControlMessage.MakingProgress;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.jointly.runtime.wire.ControlMessage.MakingStopped;
import org.jointly.runtime.wire.ControlMessage.MaterialKept;
import org.jointly.runtime.wire.ControlMessage.MaterialMade;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.Ping;
import org.jointly.runtime.wire.ControlMessage.Pong;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.QueryProgress;
import org.jointly.runtime.wire.ControlMessage.ReportReady;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.Status;
import org.jointly.runtime.wire.ControlMessage.StatusRequest;
import org.jointly.runtime.wire.ControlMessage.StopMaking;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.ControlMessage.StoredRequest;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.jointly.runtime.wire.ControlMessage.Vote;

/** At least one message of every kind and of every case inside. */
final class SampleMessages {
  static final PartyId NORTH = new PartyId("north");
  static final PartyId WEST = new PartyId("west");

  private SampleMessages() {}

  static Bytes32 filled(int value) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return Bytes32.of(bytes);
  }

  static FaultReport fault() {
    return new FaultReport(FaultFamily.DEADLINE_EXCEEDED, Optional.of(WEST), "sent nothing\nfor a while: schön", 30_000);
  }

  static MaterialOrder order() {
    return new MaterialOrder("2^61-1", new TreeMap<>(Map.of("triples", 7000L, "masks", 12L)), Duration.ofHours(8));
  }

  static List<ControlMessage> all() {
    Identity identity = Identity.create("north", Duration.ofDays(1), Clock.systemUTC(), new SecureRandom());
    SignedBytes signed = SignedBytes.sign(identity, "query", new byte[] {1, 2, 3});
    return List.of(
        new SubmitQuery(signed),
        new QueryProgress(filled(1), "asking the others"),
        new QueryOutcome(filled(1), new Outcome.Reports(Octets.of(new byte[] {9, 8, 7}), List.of(signed, signed))),
        new QueryOutcome(filled(1), new Outcome.Reports(Octets.of(new byte[0]), List.of())),
        new QueryOutcome(filled(1), new Outcome.Failed(fault())),
        new Proposal(filled(2), signed, NORTH),
        new Vote(filled(3), WEST, signed),
        new Start(filled(3), List.of(signed, signed)),
        new SessionReady(filled(3), filled(6), List.of()),
        new SessionReady(filled(3), filled(6), List.of(filled(4), filled(5))),
        new Abort(filled(6), WEST, fault()),
        new ReportReady(filled(6), signed),
        new StatusRequest(),
        new Status(WEST, "0.1.0", List.of(NORTH), filled(7), Instant.parse("2027-11-21T08:00:00Z")),
        new MakeMaterial(filled(8), order()),
        new MakingProgress(filled(8), 1L << 30),
        new MakingOutcome(filled(8), Optional.empty()),
        new MakingOutcome(filled(8), Optional.of(fault())),
        new MakingProposal(filled(9), NORTH, filled(7), Instant.parse("2026-11-21T22:00:00.007Z"), order()),
        new MaterialMade(filled(9), filled(6)),
        new MaterialKept(filled(9)),
        new StoredRequest("2^61-1"),
        new Stored("2^61-1", new TreeMap<>(Map.of("triples", 7L)), Optional.empty()),
        new Stored("2^61-1", new TreeMap<>(), Optional.of(new MakingPace(1_000_000, 6_000))),
        new LotsRequest(filled(8)),
        new LotsAt(filled(8), WEST, Optional.empty()),
        new LotsAt(filled(8), WEST, Optional.of(List.of(filled(4), filled(5)))),
        new Farewell(fault()),
        new StopMaking(),
        new MakingStopped(true),
        new MakingStopped(false),
        new ConditionRequest(),
        new Condition(
            "0.1.0",
            Instant.parse("2026-11-21T08:00:00Z"),
            filled(7),
            Instant.parse("2027-11-21T08:00:00Z"),
            List.of(
                new Condition.PeerCondition(NORTH, true, Instant.parse("2026-11-21T08:00:01Z")),
                new Condition.PeerCondition(WEST, false, Instant.EPOCH)),
            new Condition.Load(1, 4, true),
            List.of(fault())),
        new Ping(-1),
        new Pong(Long.MIN_VALUE));
  }
}
