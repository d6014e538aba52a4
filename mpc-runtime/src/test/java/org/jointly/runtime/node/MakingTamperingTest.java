package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.network.Network;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.MaterialOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The third of three real nodes changes one message of the making of material, of each kind in turn: nobody keeps anything, and the operator
 * hears which check it was.
 */
@Timeout(120)
class MakingTamperingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final String[] FIELDS = {"2^61-1", "2^127-1"};

  @TempDir Path folder;
  private volatile Target target = new Target(-1, 1);

  /** @param round of the session, from 0 */
  private record Target(int round, int to) {}

  /**
   * One kind of message: that of the 6 rounds of the setup, 6 of its check, 6 of the masks that become the anchor, and 20 of a batch of
   * triples.
   */
  private record Kind(String what, int round, String check) {}

  private static final List<Kind> KINDS = List.of(
      new Kind("extended transfers of the key share", 2, "the consistency check of the oblivious transfers failed"),
      new Kind("products of the check of key shares", 6, "the check of the key shares failed"),
      new Kind("products with the MAC key", 12, "the check of the MACs of new values failed"),
      new Kind("products by transfers", 22, "the sacrifice of triples failed"),
      new Kind("opening of the sacrifice", 33, "the sacrifice of triples"),
      new Kind("opening of the MAC check", 37, "the sacrifice of triples"));

  @Test
  void oneMessage_changed_leavesNothingAndNamesTheCheck() {
    try (TestMesh mesh = new TestMesh(3, folder)) {
      Roster shamir = mesh.consortium.roster;
      Roster roster = new Roster(shamir.consortium(), shamir.parties(), shamir.analysts(), "spdz", Adversary.MALICIOUS);
      for (int i = 0; i < 3; i++) {
        mesh.seat(i).roster = Optional.of(roster);
      }
      mesh.seat(2).catalog = new Catalog(List.of(), List.of(new Tampered(mesh.seat(2).catalog.suite("spdz").orElseThrow())));
      mesh.start();

      for (int i = 0; i < KINDS.size(); i++) {
        Kind kind = KINDS.get(i);
        target = new Target(kind.round(), 1 + i % 2);

        Optional<FaultReport> fault = make(mesh, roster, FIELDS[(i + 1) / 2 % 2]);

        assertThat(fault).as(kind.what()).hasValueSatisfying(why -> {
          assertThat(why.family()).isEqualTo(FaultFamily.PROTOCOL_VIOLATION);
          assertThat(why.detail()).contains(kind.check());
        });
        mesh.awaitIdle();
        for (int party = 0; party < 2; party++) {
          assertThat(mesh.stored(party, roster)).as("%s, party %s", kind.what(), party).isEmpty();
        }
      }
    }
  }

  private static Optional<FaultReport> make(TestMesh mesh, Roster roster, String field) {
    MaterialOrder order = new MaterialOrder(field, new TreeMap<>(Map.of("triples", 1L)), PATIENCE);
    try (NodeClient client = NodeClient.connect(
        roster.party(mesh.party(0)).orElseThrow(), mesh.consortium.identity(mesh.party(0)), TlsEngine.best(), Clock.systemUTC(), PATIENCE)) {
      return client.make(new MakeMaterial(Bytes32.random(mesh.random), order), pieces -> {}, PATIENCE).fault();
    }
  }

  /** The suite at the party that cheats. */
  private final class Tampered extends LikeAnother {
    Tampered(Suite spdz) {
      super(spdz);
    }

    @Override
    public boolean preprocesses() {
      return true;
    }

    @Override
    public void preprocess(SecurityModel model, Seat seat, Preprocessing amounts, MaterialSink sink) {
      Network tampered = new OneMessage(seat.network(), target);
      other.preprocess(
          model, new Seat(seat.me(), seat.sessionId(), tampered, seat.random(), seat.nanoClock(), seat.guard(), seat.store(), seat.observer()),
          amounts, sink);
    }
  }

  /** A round begins with what is sent after something was received. */
  private static final class OneMessage implements Network {
    private final Network network;
    private final Target target;
    private int round;
    private boolean received;

    OneMessage(Network network, Target target) {
      this.network = network;
      this.target = target;
    }

    @Override
    public void send(int partyId, byte[] data) {
      if (received) {
        round++;
        received = false;
      }
      byte[] sent = data.clone();
      if (round == target.round() && partyId == target.to()) {
        changeEveryWord(sent);
      }
      network.send(partyId, sent);
    }

    /** Behind the frame's and the message's lengths the lowest bit of every eighth byte: elements stay elements. */
    private static void changeEveryWord(byte[] frame) {
      int at = Integer.BYTES;
      while (frame[at] < 0) {
        at++;
      }
      for (int i = at + 1; i < frame.length; i += Long.BYTES) {
        frame[i] ^= 1;
      }
    }

    @Override
    public byte[] receive(int partyId) {
      received = true;
      return network.receive(partyId);
    }

    @Override
    public int getNoOfParties() {
      return network.getNoOfParties();
    }
  }
}
