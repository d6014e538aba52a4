package org.jointly.protocols.simulation;

import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;

/** A suite whose sessions are there to be counted: see {@link Suite#openOnZeros}. */
record OnZeros(Suite suite) implements Suite {

  @Override
  public String name() {
    return suite.name();
  }

  @Override
  public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
    return suite.model(parties, adversary, valueBits, comparedBits);
  }

  @Override
  public boolean preprocesses() {
    return suite.preprocesses();
  }

  @Override
  public SuiteSession open(SecurityModel model, Seat seat) {
    return suite.openOnZeros(model, seat);
  }
}
