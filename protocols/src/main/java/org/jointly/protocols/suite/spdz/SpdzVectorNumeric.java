package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.ComposedVectorNumeric;
import org.jointly.protocols.numeric.LocalResult;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/** The suite's vectors: one native protocol per call. */
final class SpdzVectorNumeric extends ComposedVectorNumeric {
  private final SpdzResources resources;
  private final PrimeField field;
  private final Arithmetic arithmetic;

  SpdzVectorNumeric(ProtocolBuilderNumeric builder, SpdzResources resources) {
    super(builder);
    this.resources = resources;
    this.field = resources.field();
    this.arithmetic = resources.arithmetic();
  }

  @Override
  protected int comparableBits() {
    return ComparisonGate.maxBits(field);
  }

  @Override
  public boolean comparesDearly() {
    return true;
  }

  @Override
  protected int divisionDigitBits() {
    return 1;
  }

  @Override
  public List<DRes<SecretVector>> fractionDigits(
      DRes<SecretVector> dividend, DRes<SecretVector> divisor, int divisors, int[] over, int bits, int... parts) {
    return Division.fits(bits, resources.table())
        ? new Division(this, resources.table().parties(), bits).parts(dividend, divisor, divisors, over, parts)
        : super.fractionDigits(dividend, divisor, divisors, over, bits, parts);
  }

  /** See {@link MagnitudeGate}. */
  DRes<SecretVector> magnitude(DRes<SecretVector> vector, int bits) {
    return append(new MagnitudeGate(vector, bits));
  }

  /** See {@link TruncateGate}. */
  DRes<SecretVector> truncate(DRes<SecretVector> vector, int length, int bits, int dropped) {
    DRes<SecretVector> mask = sumOfBits(ownBits(TruncateGate.places(bits) * length), TruncateGate.places(bits) * length);
    requireProofs();
    return append(new TruncateGate(vector, mask, bits, dropped));
  }

  /** Random bits that this party knows; zeros in a session that hides nothing. */
  private IntegerVector ownBits(int length) {
    byte[] drawn = new byte[length];
    if (!resources.onZeros()) {
      resources.table().random().nextBytes(drawn);
    }
    return IntegerVector.of(IntStream.range(0, length).mapToLong(i -> drawn[i] & 1).toArray());
  }

  @Override
  public DRes<SecretVector> input(Optional<IntegerVector> values, int length, PartyIndex owner) {
    values.ifPresent(present -> SpdzGate.requireLength(present.length(), length));
    return append(new InputGate(values.map(field::fromIntegers), length, owner::equals));
  }

  @Override
  public DRes<SecretVector> sumOfInputs(IntegerVector mine, int length) {
    SpdzGate.requireLength(mine.length(), length);
    return append(new InputGate(Optional.of(field.fromIntegers(mine)), length, party -> true));
  }

  @Override
  public DRes<SecretVector> sumOfBits(IntegerVector mine, int length) {
    SpdzGate.requireLength(mine.length(), length);
    PartyIndex me = resources.table().me();
    return builder.par(par -> {
      SpdzVectorNumeric vectors = new SpdzVectorNumeric(par, resources);
      List<DRes<SecretVector>> each = resources.table().all().stream()
          .map(owner -> vectors.input(owner.equals(me) ? Optional.of(mine) : Optional.empty(), length, owner))
          .toList();
      return () -> each;
    }).seq((seq, each) -> new SpdzVectorNumeric(seq, resources).append(new ProvenBitsGate(each, field.fromIntegers(mine), length)));
  }

  /** Bit by bit: of weights 1, 2, 4, and so on, but the last, which is so much that all together are the largest. */
  @Override
  public DRes<SecretVector> sumOfCounts(IntegerVector mine, int length, BigInteger largest) {
    SpdzGate.requireLength(mine.length(), length);
    int places = largest.bitLength();
    if (places == 0) {
      return known(IntegerVector.zeros(length));
    }
    BigInteger half = BigInteger.ONE.shiftLeft(places - 1);
    BigInteger last = largest.subtract(half).add(BigInteger.ONE);
    List<BigInteger> bits = IntStream.range(0, places * length).mapToObj(i -> {
      BigInteger count = mine.at(i % length);
      boolean takesLast = count.compareTo(half) >= 0;
      int place = i / length;
      return place == places - 1
          ? takesLast ? BigInteger.ONE : BigInteger.ZERO
          : (takesLast ? count.subtract(last) : count).testBit(place) ? BigInteger.ONE : BigInteger.ZERO;
    }).toList();
    return builder.seq(seq -> new SpdzVectorNumeric(seq, resources).sumOfBits(IntegerVector.of(bits), places * length))
        .seq((seq, sums) -> new SpdzVectorNumeric(seq, resources).local(List.of(DRes.of(sums)), () -> IntStream.range(0, places)
            .mapToObj(place -> arithmetic.scale(
                shares(DRes.of(sums)).slice(field, place * length, (place + 1) * length),
                field.element(place == places - 1 ? last : BigInteger.ONE.shiftLeft(place))))
            .reduce(arithmetic::add).orElseThrow()));
  }

  @Override
  public DRes<Void> requireProofs() {
    return builder.append(new ProofCheckGate());
  }

  /** At least 0, by a comparison whose answer is 1 for nothing else: it is d / 2^bits, rounded down, for d = 2^bits + x. */
  @Override
  public DRes<Void> requireWithin(DRes<SecretVector> vector, int length, int bits) {
    return builder.seq(seq -> new SpdzVectorNumeric(seq, resources)
            .append(ComparisonGate.atLeast(vector, IntegerVector.zeros(length), bits)))
        .seq((seq, answers) -> seq.append(new RequireGate(() -> answers)));
  }

  @Override
  public DRes<SecretVector> known(IntegerVector values) {
    return local(List.of(), () -> arithmetic.known(field.fromIntegers(values)));
  }

  @Override
  public DRes<SecretVector> add(DRes<SecretVector> left, DRes<SecretVector> right) {
    return local(List.of(left, right), () -> arithmetic.add(shares(left), shares(right)));
  }

  @Override
  public DRes<SecretVector> add(DRes<SecretVector> left, IntegerVector right) {
    return local(List.of(left), () -> arithmetic.add(shares(left), field.fromIntegers(right)));
  }

  @Override
  public DRes<SecretVector> subtract(DRes<SecretVector> left, DRes<SecretVector> right) {
    return local(List.of(left, right), () -> arithmetic.subtract(shares(left), shares(right)));
  }

  @Override
  public DRes<SecretVector> scale(DRes<SecretVector> left, IntegerVector factors) {
    return local(List.of(left), () -> arithmetic.multiply(shares(left), field.fromIntegers(factors)));
  }

  @Override
  public DRes<SecretVector> multiply(DRes<SecretVector> left, DRes<SecretVector> right) {
    return append(MultiplyGate.products(left, right));
  }

  @Override
  public DRes<SecretVector> innerProduct(DRes<SecretVector> left, DRes<SecretVector> right) {
    return append(MultiplyGate.combined(left, right, arithmetic::sum));
  }

  @Override
  public DRes<SecretVector> sum(DRes<SecretVector> vector) {
    return local(vector, arithmetic::sum);
  }

  @Override
  public DRes<SecretVector> prefixSum(DRes<SecretVector> vector) {
    return local(vector, arithmetic::prefixSum);
  }

  @Override
  public DRes<SecretVector> gather(DRes<SecretVector> vector, int[] positions) {
    int[] copy = positions.clone();
    return local(vector, shares -> arithmetic.gather(shares, copy));
  }

  @Override
  public DRes<SecretVector> concatenate(List<DRes<SecretVector>> vectors) {
    List<DRes<SecretVector>> copy = List.copyOf(vectors);
    return local(copy, () -> Arithmetic.concatenate(copy.stream().map(SpdzVectorNumeric::shares).toList()));
  }

  @Override
  public DRes<SecretVector> atLeast(DRes<SecretVector> vector, IntegerVector thresholds, int bits) {
    return append(StepGate.pays(bits, bits)
        ? StepGate.atLeast(vector, thresholds, bits)
        : ComparisonGate.atLeast(vector, thresholds, bits));
  }

  @Override
  public DRes<SecretVector> lessThan(DRes<SecretVector> left, DRes<SecretVector> right, int bits) {
    return append(StepGate.pays(bits + 1, bits)
        ? StepGate.lessThan(left, right, bits)
        : ComparisonGate.lessThan(left, right, bits));
  }

  /** A comparison costs more than half a hundred products. */
  @Override
  public DRes<SecretVector> searchSorted(DRes<SecretVector> ascending, int length, IntegerVector values, int bits) {
    return searchByBlocks(ascending, length, values, bits);
  }

  @Override
  protected List<Reached> byProduct(List<Reached> questions) {
    return questions.stream()
        .filter(asked -> ThresholdProductGate.pays(asked.counts().stream().map(Reach::bound).toList()))
        .toList();
  }

  @Override
  protected DRes<SecretVector> thresholdProduct(ProtocolBuilderNumeric par, Reached asked) {
    return new SpdzVectorNumeric(par, resources).append(new ThresholdProductGate(asked));
  }

  @Override
  protected DRes<IntegerVector> openNotZero(ProtocolBuilderNumeric par, String label, DRes<SecretVector> vector) {
    return par.append(new OpenToAllGate<>(vector, elements -> resources.guard().check(label, elements), field::notZero));
  }

  @Override
  public DRes<SecretVector> randomBits(int length) {
    return append(new RandomBitsGate(length));
  }

  @Override
  public DRes<IntegerVector> open(String label, DRes<SecretVector> vector) {
    return builder.append(new OpenToAllGate<>(
        vector, elements -> resources.guard().check(label, elements), field::toIntegers));
  }

  @Override
  public DRes<Optional<IntegerVector>> open(String label, DRes<SecretVector> vector, PartyIndex receiver) {
    return builder.append(new OpenToOneGate<>(
        vector, receiver, elements -> resources.guard().check(label, elements), field::toIntegers));
  }

  private static Authenticated shares(DRes<SecretVector> vector) {
    return SpdzGate.shares(vector);
  }

  private DRes<SecretVector> local(DRes<SecretVector> vector, UnaryOperator<Authenticated> operation) {
    return local(List.of(vector), () -> operation.apply(shares(vector)));
  }

  private DRes<SecretVector> local(List<DRes<SecretVector>> inputs, Supplier<Authenticated> computation) {
    return LocalResult.of(inputs, () -> {
      Authenticated shares = computation.get();
      return new SpdzShares(shares, shares.length(field));
    }, work -> append(new LocalGate(() -> ((SpdzShares) work.get()).shares())));
  }

  private DRes<SecretVector> append(SpdzGate<SpdzShares> gate) {
    DRes<SpdzShares> shares = builder.append(gate);
    return shares::out;
  }
}
