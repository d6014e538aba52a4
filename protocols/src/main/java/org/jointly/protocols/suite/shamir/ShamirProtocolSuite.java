package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.builder.numeric.BuilderFactoryNumeric;
import dk.alexandra.fresco.suite.ProtocolSuiteNumeric;

/** The suite as FRESCO sees it. */
final class ShamirProtocolSuite implements ProtocolSuiteNumeric<ShamirResources> {

  @Override
  public BuilderFactoryNumeric init(ShamirResources resources) {
    return new ShamirBuilderFactory(resources);
  }

  /** The suite checks nothing between batches. */
  @Override
  public RoundSynchronization<ShamirResources> createRoundSynchronization() {
    return new DummyRoundSynchronization<>();
  }
}
