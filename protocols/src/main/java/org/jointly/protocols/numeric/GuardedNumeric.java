package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.value.SInt;
import java.math.BigInteger;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.UnlistedOpeningException;

/**
 * A suite's FRESCO {@code Numeric} with the session's guard before its openings and the suite's vectors beside it.
 *
 * <p>Every suite session hands this, never its bare {@code Numeric}, to programs. A scalar opening carries no label: it is
 * refused unless the guard allows masked scalars.
 */
public final class GuardedNumeric implements Numeric {
  private final Numeric numeric;
  private final OpeningGuard guard;
  private final VectorNumeric vectors;

  private GuardedNumeric(Numeric numeric, OpeningGuard guard, VectorNumeric vectors) {
    this.numeric = numeric;
    this.guard = guard;
    this.vectors = vectors;
  }

  /** For a suite with vector natives; they ask the guard themselves. */
  public static GuardedNumeric withNatives(Numeric numeric, OpeningGuard guard, VectorNumeric natives) {
    return new GuardedNumeric(numeric, guard, natives);
  }

  /** For a suite without vector natives: its vectors are computed gate by gate. */
  public static GuardedNumeric withoutNatives(Numeric numeric, OpeningGuard guard, ProtocolBuilderNumeric builder) {
    return new GuardedNumeric(numeric, guard, new ScalarVectorNumeric(builder));
  }

  /** The guarded numeric of a builder that belongs to a suite session. */
  static GuardedNumeric of(ProtocolBuilderNumeric builder) {
    if (builder.numeric() instanceof GuardedNumeric guarded) {
      return guarded;
    }
    throw new IllegalStateException("the builder is not of a suite session: nothing guards its openings");
  }

  VectorNumeric vectors() {
    return vectors;
  }

  OpeningGuard guard() {
    return guard;
  }

  /** The numeric behind the guard, for openings the guard has already seen. */
  Numeric afterCheck() {
    return numeric;
  }

  @Override
  public DRes<BigInteger> open(DRes<SInt> secretShare) {
    refuseUnlessMasked();
    return numeric.open(secretShare);
  }

  @Override
  public DRes<BigInteger> open(DRes<SInt> secretShare, int outputParty) {
    refuseUnlessMasked();
    return numeric.open(secretShare, outputParty);
  }

  private void refuseUnlessMasked() {
    if (!guard.allowsMaskedScalars()) {
      throw new UnlistedOpeningException("(scalar without a label)", 1, "openings by label only");
    }
  }

  @Override
  public DRes<SInt> add(DRes<SInt> a, DRes<SInt> b) {
    return numeric.add(a, b);
  }

  @Override
  public DRes<SInt> add(BigInteger a, DRes<SInt> b) {
    return numeric.add(a, b);
  }

  @Override
  public DRes<SInt> sub(DRes<SInt> a, DRes<SInt> b) {
    return numeric.sub(a, b);
  }

  @Override
  public DRes<SInt> sub(BigInteger a, DRes<SInt> b) {
    return numeric.sub(a, b);
  }

  @Override
  public DRes<SInt> sub(DRes<SInt> a, BigInteger b) {
    return numeric.sub(a, b);
  }

  @Override
  public DRes<SInt> mult(DRes<SInt> a, DRes<SInt> b) {
    return numeric.mult(a, b);
  }

  @Override
  public DRes<SInt> mult(BigInteger a, DRes<SInt> b) {
    return numeric.mult(a, b);
  }

  @Override
  public DRes<SInt> randomBit() {
    return numeric.randomBit();
  }

  @Override
  public DRes<SInt> randomElement() {
    return numeric.randomElement();
  }

  @Override
  public DRes<SInt> known(BigInteger value) {
    return numeric.known(value);
  }

  @Override
  public DRes<SInt> input(BigInteger value, int inputParty) {
    return numeric.input(value, inputParty);
  }
}
