package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.NativeProtocol.EvaluationStatus;
import dk.alexandra.fresco.framework.network.Network;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.KeyContribution;
import org.jointly.protocols.sharing.SharingKeys;
import org.junit.jupiter.api.Test;

/** The case that never happens: a random element that is 0. */
class RandomBitsGateTest {
  private static final PartyIndex ME = new PartyIndex(1);

  /** Peers whose shares open the square to 0 whatever ours is. */
  private static final class Cancelling implements Network {
    private final Map<Integer, Queue<byte[]>> sent = new HashMap<>();

    @Override
    public void send(int party, byte[] data) {
      sent.computeIfAbsent(party, p -> new ArrayDeque<>()).add(data);
    }

    /** The value at 0 is 3·f(1) - 3·f(2) + f(3): party 2 repeats our share, party 3 says 0. */
    @Override
    public byte[] receive(int party) {
      byte[] ours = sent.get(party).remove();
      return party == 2 ? ours : new byte[ours.length];
    }

    @Override
    public int getNoOfParties() {
      return 3;
    }
  }

  private static SharingKeys keys() {
    SecureRandom random = new SecureRandom();
    KeyContribution contribution = new KeyContribution(ME, 3, 1, random);
    Map<PartyIndex, byte[]> incoming = new TreeMap<>();
    for (PartyIndex peer : new PartyIndex[] {new PartyIndex(2), new PartyIndex(3)}) {
      incoming.put(peer, new byte[contribution.incomingBytes(peer)]);
    }
    return contribution.complete(new byte[0], incoming);
  }

  @Test
  void squareThatOpensToZero_givesTheBitZero() {
    ShamirResources resources = new ShamirResources(PrimeFields.MERSENNE_61, keys(), Optional.empty(), (label, elements) -> {});
    Cancelling network = new Cancelling();
    RandomBitsGate gate = new RandomBitsGate(3);

    EvaluationStatus first = gate.evaluate(0, resources, network);
    EvaluationStatus second = gate.evaluate(1, resources, network);

    assertThat(first).isEqualTo(EvaluationStatus.HAS_MORE_ROUNDS);
    assertThat(second).isEqualTo(EvaluationStatus.IS_DONE);
    assertThat(gate.out().elements()).containsExactly(0, 0, 0);
  }
}
