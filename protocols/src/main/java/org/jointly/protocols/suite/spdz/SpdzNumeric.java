package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.value.SInt;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Supplier;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * FRESCO's scalars: the suite's gates on vectors of length 1. Opened values are in [0, p).
 *
 * <p>Openings are unguarded here; programs get this behind a {@link org.jointly.protocols.numeric.GuardedNumeric} only.
 */
final class SpdzNumeric implements Numeric {
  private final ProtocolBuilderNumeric builder;
  private final PrimeField field;
  private final Arithmetic arithmetic;
  private final PartyIndex me;

  SpdzNumeric(ProtocolBuilderNumeric builder, SpdzResources resources) {
    this.builder = builder;
    this.field = resources.field();
    this.arithmetic = resources.arithmetic();
    this.me = resources.table().me();
  }

  @Override
  public DRes<SInt> add(DRes<SInt> a, DRes<SInt> b) {
    return local(() -> arithmetic.add(shares(a), shares(b)));
  }

  @Override
  public DRes<SInt> add(BigInteger a, DRes<SInt> b) {
    return local(() -> arithmetic.add(shares(b), field.element(a)));
  }

  @Override
  public DRes<SInt> sub(DRes<SInt> a, DRes<SInt> b) {
    return local(() -> arithmetic.subtract(shares(a), shares(b)));
  }

  @Override
  public DRes<SInt> sub(BigInteger a, DRes<SInt> b) {
    return local(() -> arithmetic.subtractFrom(field.element(a), shares(b)));
  }

  @Override
  public DRes<SInt> sub(DRes<SInt> a, BigInteger b) {
    return local(() -> arithmetic.add(shares(a), field.element(b.negate())));
  }

  @Override
  public DRes<SInt> mult(DRes<SInt> a, DRes<SInt> b) {
    return scalar(MultiplyGate.products(() -> (SpdzShares) a.out(), () -> (SpdzShares) b.out()));
  }

  @Override
  public DRes<SInt> mult(BigInteger a, DRes<SInt> b) {
    return local(() -> arithmetic.scale(shares(b), field.element(a)));
  }

  @Override
  public DRes<SInt> randomBit() {
    return scalar(new RandomBitsGate(1));
  }

  @Override
  public DRes<SInt> randomElement() {
    return scalar(new RandomElementGate());
  }

  @Override
  public DRes<SInt> known(BigInteger value) {
    return local(() -> arithmetic.known(field.element(value)));
  }

  @Override
  public DRes<SInt> input(BigInteger value, int inputParty) {
    PartyIndex owner = new PartyIndex(inputParty);
    Optional<long[]> element = owner.equals(me) ? Optional.of(field.element(value)) : Optional.empty();
    return scalar(new InputGate(element, 1, owner::equals));
  }

  @Override
  public DRes<BigInteger> open(DRes<SInt> secret) {
    return builder.append(new OpenToAllGate<>(() -> (SpdzShares) secret.out(), elements -> {}, this::canonical));
  }

  @Override
  public DRes<BigInteger> open(DRes<SInt> secret, int outputParty) {
    DRes<Optional<BigInteger>> opened = builder.append(new OpenToOneGate<>(
        () -> (SpdzShares) secret.out(), new PartyIndex(outputParty), elements -> {}, this::canonical));
    return () -> opened.out().orElse(null); // FRESCO's convention at the other parties
  }

  private DRes<SInt> local(Supplier<Authenticated> computation) {
    return scalar(new LocalGate(computation));
  }

  private DRes<SInt> scalar(SpdzGate<SpdzShares> gate) {
    DRes<SpdzShares> shares = builder.append(gate);
    return shares::out;
  }

  private BigInteger canonical(long[] element) {
    return field.toSigned(element).mod(field.modulus());
  }

  private static Authenticated shares(DRes<SInt> secret) {
    return ((SpdzShares) secret.out()).shares();
  }
}
