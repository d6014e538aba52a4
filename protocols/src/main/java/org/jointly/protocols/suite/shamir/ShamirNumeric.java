package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.value.SInt;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;

/**
 * FRESCO's scalars: the suite's gates on vectors of length 1. Opened values are in [0, p).
 *
 * <p>Openings are unguarded here; programs get this behind a {@link org.jointly.protocols.numeric.GuardedNumeric} only.
 */
final class ShamirNumeric implements Numeric {
  private final ProtocolBuilderNumeric builder;
  private final PrimeField field;
  private final PartyIndex me;

  ShamirNumeric(ProtocolBuilderNumeric builder, ShamirResources resources) {
    this.builder = builder;
    this.field = resources.field();
    this.me = resources.me();
  }

  @Override
  public DRes<SInt> add(DRes<SInt> a, DRes<SInt> b) {
    return local(() -> sum(elements(a), elements(b)));
  }

  @Override
  public DRes<SInt> add(BigInteger a, DRes<SInt> b) {
    return local(() -> sum(field.element(a), elements(b)));
  }

  @Override
  public DRes<SInt> sub(DRes<SInt> a, DRes<SInt> b) {
    return local(() -> field.difference(elements(a), elements(b)));
  }

  @Override
  public DRes<SInt> sub(BigInteger a, DRes<SInt> b) {
    return local(() -> field.difference(field.element(a), elements(b)));
  }

  @Override
  public DRes<SInt> sub(DRes<SInt> a, BigInteger b) {
    return local(() -> field.difference(elements(a), field.element(b)));
  }

  @Override
  public DRes<SInt> mult(DRes<SInt> a, DRes<SInt> b) {
    return scalar(new MultiplyGate(() -> shares(a), () -> shares(b)));
  }

  @Override
  public DRes<SInt> mult(BigInteger a, DRes<SInt> b) {
    return local(() -> field.product(field.element(a), elements(b)));
  }

  @Override
  public DRes<SInt> randomBit() {
    return scalar(new RandomBitsGate(1));
  }

  @Override
  public DRes<SInt> randomElement() {
    return scalar(new LocalGate(resources -> new ShamirShares(resources.randomness().random(field.limbs()), 1)));
  }

  @Override
  public DRes<SInt> known(BigInteger value) {
    return local(() -> field.element(value));
  }

  @Override
  public DRes<SInt> input(BigInteger value, int inputParty) {
    PartyIndex owner = new PartyIndex(inputParty);
    Optional<long[]> element = owner.equals(me) ? Optional.of(field.element(value)) : Optional.empty();
    return scalar(new InputGate(element.map(known -> piece -> known), 1, owner));
  }

  @Override
  public DRes<BigInteger> open(DRes<SInt> secret) {
    return builder.append(new OpenToAllGate<>(() -> shares(secret), elements -> {}, this::canonical));
  }

  @Override
  public DRes<BigInteger> open(DRes<SInt> secret, int outputParty) {
    DRes<Optional<BigInteger>> opened = builder.append(new OpenToOneGate<>(
        () -> shares(secret), new PartyIndex(outputParty), elements -> {}, this::canonical));
    return () -> opened.out().orElse(null); // FRESCO's convention at the other parties
  }

  private DRes<SInt> local(Supplier<long[]> computation) {
    return scalar(new LocalGate(resources -> new ShamirShares(computation.get(), 1)));
  }

  private DRes<SInt> scalar(ShamirGate<ShamirShares> gate) {
    DRes<ShamirShares> shares = builder.append(gate);
    return shares::out;
  }

  private long[] sum(long[] a, long[] b) {
    long[] sum = new long[field.limbs()];
    field.add(a, b, sum);
    return sum;
  }

  private BigInteger canonical(long[] element) {
    return field.toSigned(element).mod(field.modulus());
  }

  private static ShamirShares shares(DRes<SInt> secret) {
    return (ShamirShares) secret.out();
  }

  private static long[] elements(DRes<SInt> secret) {
    return shares(secret).elements();
  }
}
