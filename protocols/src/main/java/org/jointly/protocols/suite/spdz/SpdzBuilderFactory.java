package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.builder.numeric.BuilderFactoryNumeric;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.lib.field.integer.BasicNumericContext;
import org.jointly.protocols.numeric.GuardedNumeric;

/** Gives FRESCO's builders the suite's scalars and vectors. */
final class SpdzBuilderFactory implements BuilderFactoryNumeric {
  /** Bits of a value that FRESCO's fixed-point library would use for the fraction. */
  private static final int FIXED_POINT_BITS = 8;

  private final SpdzResources resources;
  private final BasicNumericContext context;

  SpdzBuilderFactory(SpdzResources resources) {
    this.resources = resources;
    // FRESCO masks an m-bit value with m + statistical bits and adds 2^(m-1): that must stay below the modulus.
    this.context = new BasicNumericContext(
        ComparisonGate.maxBits(resources.field()),
        resources.getMyId(),
        resources.getNoOfParties(),
        resources.getFieldDefinition(),
        FIXED_POINT_BITS,
        RandomMask.STATISTICAL_BITS);
  }

  @Override
  public BasicNumericContext getBasicNumericContext() {
    return context;
  }

  @Override
  public Numeric createNumeric(ProtocolBuilderNumeric builder) {
    return GuardedNumeric.withNatives(
        new SpdzNumeric(builder, resources), resources.guard(), new SpdzVectorNumeric(builder, resources));
  }
}
