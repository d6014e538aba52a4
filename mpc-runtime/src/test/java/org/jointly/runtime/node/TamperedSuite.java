package org.jointly.runtime.node;

import dk.alexandra.fresco.framework.network.Network;
import java.util.List;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;

/** Shamir's suite at a party that does something else with the frames it should send. */
record TamperedSuite(Tampering tampering) implements Suite {
  private static final Suite SHAMIR = Catalog.standard().suite("shamir").orElseThrow();

  /** What the party does instead of sending. */
  @FunctionalInterface
  interface Tampering {
    /**
     * @param number of the frame, from 0, to any party
     * @param network the real one
     */
    void send(Network network, int to, byte[] frame, int number);
  }

  /** The standard catalogue with this suite in Shamir's place. */
  static Catalog catalog(Tampering tampering) {
    return new Catalog(Catalog.standard().statistics(), List.of(new TamperedSuite(tampering)));
  }

  @Override
  public String name() {
    return SHAMIR.name();
  }

  @Override
  public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
    return SHAMIR.model(parties, adversary, valueBits, comparedBits);
  }

  @Override
  public SuiteSession open(SecurityModel model, Seat seat) {
    Network tampered = new TamperedNetwork(seat.network(), tampering);
    return SHAMIR.open(
        model, new Seat(seat.me(), seat.sessionId(), tampered, seat.random(), seat.nanoClock(), seat.guard(), seat.store(), seat.observer()));
  }

  private static final class TamperedNetwork implements Network {
    private final Network network;
    private final Tampering tampering;
    private int frames;

    TamperedNetwork(Network network, Tampering tampering) {
      this.network = network;
      this.tampering = tampering;
    }

    @Override
    public void send(int partyId, byte[] data) {
      tampering.send(network, partyId, data, frames++);
    }

    @Override
    public byte[] receive(int partyId) {
      return network.receive(partyId);
    }

    @Override
    public int getNoOfParties() {
      return network.getNoOfParties();
    }
  }
}
