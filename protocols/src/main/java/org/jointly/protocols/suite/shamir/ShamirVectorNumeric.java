package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.ComposedVectorNumeric;
import org.jointly.protocols.numeric.LocalResult;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
import org.jointly.protocols.numeric.RowProduct;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.ThresholdProduct;
import org.jointly.protocols.round.PartyIndex;

/** The suite's vectors: one native protocol per call. */
final class ShamirVectorNumeric extends ComposedVectorNumeric {
  private final ShamirResources resources;
  private final PrimeField field;
  private final FieldVectors along;

  ShamirVectorNumeric(ProtocolBuilderNumeric builder, ShamirResources resources) {
    super(builder);
    this.resources = resources;
    this.field = resources.field();
    this.along = new FieldVectors(field);
  }

  @Override
  protected int comparableBits() {
    return ComparisonGate.maxBits(field, resources.threshold());
  }

  /** Against malicious parties a comparison costs so much that more rounds are better. */
  @Override
  protected int divisionDigitBits() {
    return resources.isMalicious() ? 2 : 4;
  }

  @Override
  public DRes<SecretVector> input(Optional<IntegerVector> values, int length, PartyIndex owner) {
    values.ifPresent(present -> ShamirGate.requireLength(present.length(), length));
    Optional<IntFunction<long[]>> pieces = values.map(present -> piece -> resources.piece(present, piece));
    return append(new InputGate(pieces, length, owner));
  }

  @Override
  public DRes<SecretVector> sumOfInputs(IntegerVector mine, int length) {
    return append(new SumOfInputsGate(mine, length));
  }

  @Override
  public DRes<SecretVector> sumOfBits(IntegerVector mine, int length) {
    return resources.isMalicious() ? append(new SumOfBitsGate(mine, length)) : sumOfInputs(mine, length);
  }

  /**
   * Against malicious parties by a polynomial: for x in 0..n the product of all i - x, i = 1..n, over n! is 1 if x is 0, else 0. A comparison
   * deals all bits of a field element for each of t+1 parties, which of a million elements are gigabytes.
   */
  @Override
  public DRes<SecretVector> anyOf(DRes<SecretVector> sums, int length) {
    if (!resources.isMalicious()) {
      return super.anyOf(sums, length);
    }
    return builder.seq(seq -> {
      ShamirVectorNumeric vectors = new ShamirVectorNumeric(seq, resources);
      int count = resources.parties().size();
      DRes<SecretVector> factors = vectors.local(List.of(sums), () -> differences(shares(sums).elements(), count));
      DRes<SecretVector> product = RowProduct.of(vectors, factors, count, length);
      return vectors.local(List.of(product), () -> complementOfQuotient(shares(product).elements(), count));
    });
  }

  /** 1 - x, 2 - x, and so on. */
  private long[] differences(long[] x, int count) {
    long[] all = new long[count * x.length];
    for (int i = 1; i <= count; i++) {
      long[] difference = FieldVectors.repeated(field.element(i), x.length / field.limbs());
      field.subtract(difference, x, difference);
      System.arraycopy(difference, 0, all, (i - 1) * x.length, x.length);
    }
    return all;
  }

  /** 1 - x/count!. */
  private long[] complementOfQuotient(long[] x, int count) {
    long[] factorial = field.element(1);
    for (int i = 2; i <= count; i++) {
      factorial = field.product(factorial, field.element(i));
    }
    long[] quotient = new long[x.length];
    field.scale(x, field.inverse(factorial), quotient);
    long[] complement = FieldVectors.repeated(field.element(1), x.length / field.limbs());
    field.subtract(complement, quotient, complement);
    return complement;
  }

  @Override
  public DRes<SecretVector> known(IntegerVector values) {
    return local(List.of(), () -> field.fromIntegers(values));
  }

  @Override
  public DRes<SecretVector> add(DRes<SecretVector> left, DRes<SecretVector> right) {
    return local(List.of(left, right), () -> sum(shares(left), shares(right)));
  }

  @Override
  public DRes<SecretVector> add(DRes<SecretVector> left, IntegerVector right) {
    return local(List.of(left), () -> sum(shares(left), publicShares(right)));
  }

  @Override
  public DRes<SecretVector> subtract(DRes<SecretVector> left, DRes<SecretVector> right) {
    return local(List.of(left, right), () -> difference(shares(left), shares(right)));
  }

  @Override
  public DRes<SecretVector> scale(DRes<SecretVector> left, IntegerVector factors) {
    return local(List.of(left), () -> {
      ShamirShares vector = shares(left);
      ShamirGate.requireLength(factors.length(), vector.length());
      long[] product = field.fromIntegers(factors);
      field.multiply(vector.elements(), product, product);
      return product;
    });
  }

  @Override
  public DRes<SecretVector> multiply(DRes<SecretVector> left, DRes<SecretVector> right) {
    return append(new MultiplyGate(left, right));
  }

  @Override
  public DRes<SecretVector> innerProduct(DRes<SecretVector> left, DRes<SecretVector> right) {
    return append(new InnerProductGate(left, right));
  }

  @Override
  public DRes<SecretVector> sum(DRes<SecretVector> vector) {
    return local(List.of(vector), () -> along.sum(shares(vector).elements()));
  }

  @Override
  public DRes<SecretVector> prefixSum(DRes<SecretVector> vector) {
    return local(List.of(vector), () -> along.prefixSum(shares(vector).elements()));
  }

  @Override
  public DRes<SecretVector> gather(DRes<SecretVector> vector, int[] positions) {
    int[] copy = positions.clone();
    return local(List.of(vector), () -> along.gather(shares(vector).elements(), copy));
  }

  @Override
  public DRes<SecretVector> concatenate(List<DRes<SecretVector>> vectors) {
    List<DRes<SecretVector>> copy = List.copyOf(vectors);
    return local(copy, () -> FieldVectors.concatenate(copy.stream().map(part -> shares(part).elements()).toList()));
  }

  @Override
  public DRes<SecretVector> atLeast(DRes<SecretVector> vector, IntegerVector thresholds, int bits) {
    return append(resources.isMalicious()
        ? new VerifiedComparisonGate(ComparisonGate.distance(vector, thresholds, bits), bits)
        : ComparisonGate.atLeast(vector, thresholds, bits));
  }

  @Override
  public DRes<SecretVector> lessThan(DRes<SecretVector> left, DRes<SecretVector> right, int bits) {
    return append(resources.isMalicious()
        ? new VerifiedComparisonGate(ComparisonGate.distance(left, right, bits), bits)
        : ComparisonGate.lessThan(left, right, bits));
  }

  @Override
  public DRes<SecretVector> decompose(DRes<SecretVector> vector, int bits) {
    return resources.isMalicious() ? super.decompose(vector, bits) : append(new DecompositionGate(vector, bits));
  }

  @Override
  public DRes<List<SecretVector>> shuffle(List<DRes<SecretVector>> columns) {
    if (resources.isMalicious()) {
      return super.shuffle(columns);
    }
    return builder.seq(seq -> {
      int rows = commonLength(columns);
      ShamirVectorNumeric vectors = new ShamirVectorNumeric(seq, resources);
      DRes<SecretVector> table = vectors.concatenate(columns);
      DRes<SecretVector> shuffled =
          rows < 2 ? table : vectors.append(new PermuteGate(table, JointPermutation.draw(resources, rows)));
      List<DRes<SecretVector>> parts = IntStream.range(0, columns.size())
          .mapToObj(i -> vectors.gather(shuffled, IntStream.range(i * rows, (i + 1) * rows).toArray()))
          .toList();
      return () -> parts.stream().map(DRes::out).toList();
    });
  }

  @Override
  public DRes<List<SecretVector>> sort(List<DRes<SecretVector>> columns, int bits) {
    if (resources.isMalicious()) {
      return super.sort(columns, bits);
    }
    return builder.seq(seq -> {
      int rows = commonLength(columns);
      return rows < 2
          ? () -> columns.stream().map(DRes::out).toList()
          : new RadixSort(resources, bits, rows).sort(seq, columns);
    });
  }

  @Override
  public DRes<SecretVector> matrixProduct(DRes<SecretVector> left, DRes<SecretVector> right, int inner) {
    return resources.isMalicious()
        ? super.matrixProduct(left, right, inner)
        : append(ProductsGate.ofMatrices(left, right, inner));
  }

  @Override
  public DRes<SecretVector> randomBits(int length) {
    return append(new RandomBitsGate(length));
  }

  /**
   * Against malicious parties, to whom a comparison costs as much as a hundred products, while it takes no more rounds than comparing. All
   * or none: what is opened early is verified early, and what is compared then needs a verification of its own.
   */
  @Override
  protected List<Reached> byProduct(List<Reached> questions) {
    return resources.isMalicious() && questions.stream().allMatch(ShamirVectorNumeric::isProductShort) ? questions : List.of();
  }

  private static boolean isProductShort(Reached asked) {
    return ThresholdProduct.multiplications(asked.counts()) <= 2L * asked.counts().stream().mapToInt(Reach::bits).sum();
  }

  @Override
  protected DRes<SecretVector> thresholdProduct(ProtocolBuilderNumeric par, Reached asked) {
    return new ThresholdProduct(asked, (seq, length) -> new ShamirVectorNumeric(seq, resources).random(length)).of(par);
  }

  /** Elements that nobody knows; no communication. */
  private DRes<SecretVector> random(int length) {
    return append(new LocalGate(drawing -> new ShamirShares(drawing.randomness().random(length * field.limbs()), length)));
  }

  @Override
  protected DRes<IntegerVector> openNotZero(ProtocolBuilderNumeric par, String label, DRes<SecretVector> vector) {
    return par.append(new OpenToAllGate<>(vector, elements -> resources.guard().check(label, elements), field::notZero));
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

  private long[] sum(ShamirShares left, ShamirShares right) {
    ShamirGate.requireEqualLengths(left, right);
    long[] sum = new long[left.elements().length];
    field.add(left.elements(), right.elements(), sum);
    return sum;
  }

  private long[] difference(ShamirShares left, ShamirShares right) {
    ShamirGate.requireEqualLengths(left, right);
    long[] difference = new long[left.elements().length];
    field.subtract(left.elements(), right.elements(), difference);
    return difference;
  }

  private ShamirShares publicShares(IntegerVector values) {
    return new ShamirShares(field.fromIntegers(values), values.length());
  }

  private static ShamirShares shares(DRes<SecretVector> vector) {
    return ShamirGate.shares(vector);
  }

  private DRes<SecretVector> local(List<DRes<SecretVector>> inputs, Supplier<long[]> computation) {
    return LocalResult.of(inputs, () -> {
      long[] elements = computation.get();
      return new ShamirShares(elements, elements.length / field.limbs());
    }, work -> append(new LocalGate(ignored -> (ShamirShares) work.get())));
  }

  private DRes<SecretVector> append(ShamirGate<ShamirShares> gate) {
    DRes<ShamirShares> shares = builder.append(gate);
    return shares::out;
  }
}
