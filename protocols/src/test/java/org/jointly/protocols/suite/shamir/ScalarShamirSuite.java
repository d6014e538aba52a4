package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.builder.numeric.BuilderFactoryNumeric;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.lib.field.integer.BasicNumericContext;
import dk.alexandra.fresco.suite.ProtocolSuiteNumeric;
import org.jointly.protocols.numeric.GuardedNumeric;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;

/** The Shamir suite with its vector natives hidden: a stand-in for any FRESCO suite that has scalars only. FRESCO's comparison needs two bits more. */
public final class ScalarShamirSuite implements Suite {
  private final ShamirSuite suite = new ShamirSuite();

  @Override
  public String name() {
    return suite.name();
  }

  @Override
  public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
    // FRESCO's comparison masks values two bits wider with 40 bits more, unlike the suite's own.
    int maskedBits = comparedBits == 0 ? 0 : comparedBits + 2 + ShamirSuite.STATISTICAL_BITS;
    return suite.model(parties, adversary, Math.max(valueBits, maskedBits), comparedBits);
  }

  @Override
  public SuiteSession open(SecurityModel model, Seat seat) {
    return ShamirSession.open(model, ShamirSuite.field(model), seat, new Scalars());
  }

  private static final class Scalars implements ProtocolSuiteNumeric<ShamirResources> {
    @Override
    public BuilderFactoryNumeric init(ShamirResources resources) {
      BuilderFactoryNumeric builders = new ShamirBuilderFactory(resources);
      return new BuilderFactoryNumeric() {
        @Override
        public BasicNumericContext getBasicNumericContext() {
          return builders.getBasicNumericContext();
        }

        @Override
        public Numeric createNumeric(ProtocolBuilderNumeric builder) {
          return GuardedNumeric.withoutNatives(new ShamirNumeric(builder, resources), resources.guard(), builder);
        }
      };
    }

    @Override
    public RoundSynchronization<ShamirResources> createRoundSynchronization() {
      return new DummyRoundSynchronization<>();
    }
  }
}
