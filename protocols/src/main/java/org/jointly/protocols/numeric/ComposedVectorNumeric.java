package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.suite.UnsupportedSetting;

/**
 * The operations on vectors that follow from others: what a suite gets for sums, products, comparisons and random bits.
 *
 * <p>Nothing here touches a share: each operation is as secure as those that it consists of. A suite overrides what it can do
 * cheaper.
 */
public abstract class ComposedVectorNumeric implements VectorNumeric {
  /** The statistical distance of a shuffle from a uniform one, as a power of two. */
  private static final int SHUFFLE_BITS = 40;

  /** Where operations are appended. */
  protected final ProtocolBuilderNumeric builder;

  protected ComposedVectorNumeric(ProtocolBuilderNumeric builder) {
    this.builder = builder;
  }

  /** The widest values that this suite and field can compare, in bits. */
  protected abstract int comparableBits();

  @Override
  public DRes<SecretVector> anyOf(DRes<SecretVector> sums, int length) {
    int parties = builder.getBasicNumericContext().getNoOfParties();
    return builder.seq(seq ->
        VectorNumeric.using(seq).atLeast(sums, ones(length), Integer.SIZE - Integer.numberOfLeadingZeros(parties)));
  }

  /** Those of the questions that are best answered by opening a product: see {@link #thresholdProduct}. */
  protected List<Reached> byProduct(List<Reached> questions) {
    return List.of();
  }

  /** What is 0 exactly where a count falls short, or with probability 1/p, and else uniform. */
  protected DRes<SecretVector> thresholdProduct(ProtocolBuilderNumeric par, Reached asked) {
    throw new UnsupportedOperationException("this suite compares");
  }

  /** Opens such products: 1 where they are not 0. */
  protected DRes<IntegerVector> openNotZero(ProtocolBuilderNumeric par, String label, DRes<SecretVector> vector) {
    throw new UnsupportedOperationException("this suite compares");
  }

  @Override
  public List<Optional<DRes<IntegerVector>>> openReached(List<Reached> questions) {
    List<Reached> products = byProduct(questions);
    if (products.isEmpty()) {
      return questions.stream().map(question -> Optional.<DRes<IntegerVector>>empty()).toList();
    }
    DRes<List<DRes<IntegerVector>>> opened =
        builder.par(par -> DRes.of(products.stream().map(asked -> thresholdProduct(par, asked)).toList()))
            .par((par, shared) -> DRes.of(IntStream.range(0, products.size())
                .mapToObj(i -> openNotZero(par, products.get(i).label(), shared.get(i)))
                .toList()));
    return questions.stream()
        .map(question -> Optional.of(products.indexOf(question))
            .filter(at -> at >= 0)
            .<DRes<IntegerVector>>map(at -> () -> opened.out().get(at).out()))
        .toList();
  }

  /** By a comparison with every element at once: the fewest rounds. */
  @Override
  public DRes<SecretVector> searchSorted(DRes<SecretVector> ascending, int length, IntegerVector values, int bits) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      int[] again = IntStream.range(0, values.length() * length).map(i -> i % length).toArray();
      DRes<SecretVector> reached = vectors.atLeast(
          vectors.gather(ascending, again), map(again.length, i -> values.at(i / length)), bits);
      return vectors.subtract(
          vectors.known(IntegerVector.repeated(values.length(), BigInteger.valueOf(length))),
          vectors.concatenate(IntStream.range(0, values.length())
              .mapToObj(value -> vectors.sum(slice(vectors, reached, value * length, (value + 1) * length)))
              .toList()));
    });
  }

  /** By comparisons with few elements, one after another: the fewest comparisons. */
  protected final DRes<SecretVector> searchByBlocks(
      DRes<SecretVector> ascending, int length, IntegerVector values, int bits) {
    return builder.seq(seq -> SortedSearch.places(VectorNumeric.using(seq), ascending, length, values, bits));
  }

  @Override
  public DRes<SecretVector> atMost(DRes<SecretVector> vector, IntegerVector thresholds, int bits) {
    return builder.seq(seq -> {
      IntegerVector top = IntegerVector.repeated(thresholds.length(), BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
      VectorNumeric vectors = VectorNumeric.using(seq);
      IntegerVector mirrored = map(thresholds.length(), i -> top.at(i).subtract(thresholds.at(i)));
      return vectors.atLeast(vectors.subtract(vectors.known(top), vector), mirrored, bits);
    });
  }

  @Override
  public DRes<SecretVector> lessOrEqual(DRes<SecretVector> left, DRes<SecretVector> right, int bits) {
    return builder.seq(seq -> VectorNumeric.using(seq).lessThan(right, left, bits))
        .seq((seq, greater) -> complement(VectorNumeric.using(seq), greater));
  }

  @Override
  public DRes<SecretVector> equal(DRes<SecretVector> left, DRes<SecretVector> right, int bits) {
    return builder.seq(seq -> {
      requireLength(right.out().length(), left.out().length());
      VectorNumeric vectors = VectorNumeric.using(seq);
      return vectors.lessThan(
          vectors.concatenate(List.of(left, right)), vectors.concatenate(List.of(right, left)), bits);
    }).seq((seq, less) -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      int length = less.length() / 2;
      DRes<SecretVector> different = vectors.add(
          slice(vectors, DRes.of(less), 0, length), slice(vectors, DRes.of(less), length, 2 * length));
      return vectors.subtract(vectors.known(ones(length)), different);
    });
  }

  @Override
  public DRes<SecretVector> equal(DRes<SecretVector> left, IntegerVector right, int bits) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      return vectors.equal(left, vectors.known(right), bits);
    });
  }

  /** From the highest place down, each bit by a comparison with its weight: as many comparisons in turn as there are bits. */
  @Override
  public DRes<SecretVector> decompose(DRes<SecretVector> vector, int bits) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      int length = vector.out().length();
      List<DRes<SecretVector>> places = new ArrayList<>();
      DRes<SecretVector> rest = vector;
      for (int place = bits - 1; place > 0; place--) {
        IntegerVector weight = IntegerVector.repeated(length, BigInteger.ONE.shiftLeft(place));
        DRes<SecretVector> bit = vectors.atLeast(rest, weight, place + 1);
        rest = vectors.subtract(rest, vectors.scale(bit, weight));
        places.add(0, bit);
      }
      places.add(0, rest);
      return vectors.concatenate(places);
    });
  }

  /** The bits of a digit of long division, 1, 2 or 4: with wider ones there are fewer rounds and more comparisons. */
  protected int divisionDigitBits() {
    return 4;
  }

  @Override
  public List<DRes<SecretVector>> fractionDigits(
      DRes<SecretVector> dividend, DRes<SecretVector> divisor, int divisors, int[] over, int bits, int... parts) {
    VectorNumeric vectors = VectorNumeric.using(builder);
    return new LongDivision(vectors, vectors.gather(divisor, over), bits, divisionDigitBits()).parts(dividend, over.length, parts);
  }

  @Override
  public DRes<SecretVector> matrixProduct(DRes<SecretVector> left, DRes<SecretVector> right, int inner) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      int rows = quotient(left.out().length(), inner);
      int columns = quotient(right.out().length(), inner);
      List<DRes<SecretVector>> factors = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        factors.add(slice(vectors, left, row * inner, (row + 1) * inner));
      }
      for (int column = 0; column < columns; column++) {
        int first = column;
        factors.add(vectors.gather(right, IntStream.range(0, inner).map(i -> i * columns + first).toArray()));
      }
      List<DRes<SecretVector>> leftRows = factors.subList(0, rows);
      List<DRes<SecretVector>> rightColumns = factors.subList(rows, rows + columns);
      DRes<List<DRes<SecretVector>>> products = seq.par(par -> DRes.of(leftRows.stream()
          .flatMap(row -> rightColumns.stream().map(column -> VectorNumeric.using(par).innerProduct(row, column)))
          .toList()));
      return products;
    }).seq((seq, products) -> VectorNumeric.using(seq).concatenate(products));
  }

  /** The number of rows or columns of a matrix, given its other dimension. */
  public static int quotient(int length, int inner) {
    if (inner < 1 || length % inner != 0) {
      throw new IllegalArgumentException("a matrix of " + length + " elements has no side of " + inner);
    }
    return length / inner;
  }

  @Override
  public DRes<Extreme> minimum(DRes<SecretVector> vector, int bits) {
    return tournament(vector, (vectors, first, second) -> vectors.lessThan(second, first, bits));
  }

  @Override
  public DRes<Extreme> maximum(DRes<SecretVector> vector, int bits) {
    return tournament(vector, (vectors, first, second) -> vectors.lessThan(first, second, bits));
  }

  /** Whether the second of two candidates wins. */
  private interface Match {
    DRes<SecretVector> secondWins(VectorNumeric vectors, DRes<SecretVector> first, DRes<SecretVector> second);
  }

  private DRes<Extreme> tournament(DRes<SecretVector> vector, Match match) {
    return builder.seq(seq -> {
      int length = vector.out().length();
      if (length == 0) {
        throw new IllegalArgumentException("an empty vector has no extreme element");
      }
      DRes<SecretVector> positions = VectorNumeric.using(seq).known(map(length, BigInteger::valueOf));
      return () -> new Extreme(vector.out(), positions.out());
    }).whileLoop(
        candidates -> candidates.value().length() > 1,
        (seq, candidates) -> playRound(seq, candidates, match)
    ).seq((seq, last) -> DRes.of(last)); // FRESCO 1.3.8: a loop of no rounds may not be the last step
  }

  /** Neighbours play; the last of an odd number goes on without. */
  private static DRes<Extreme> playRound(ProtocolBuilderNumeric builder, Extreme candidates, Match match) {
    VectorNumeric vectors = VectorNumeric.using(builder);
    int length = candidates.value().length();
    int pairs = length / 2;
    int[] firsts = IntStream.range(0, pairs).map(i -> 2 * i).toArray();
    int[] seconds = IntStream.range(0, pairs).map(i -> 2 * i + 1).toArray();
    DRes<SecretVector> value = DRes.of(candidates.value());
    DRes<SecretVector> position = DRes.of(candidates.position());
    DRes<SecretVector> first = vectors.gather(value, firsts);
    DRes<SecretVector> second = vectors.gather(value, seconds);
    DRes<SecretVector> bit = match.secondWins(vectors, first, second);
    DRes<SecretVector> winners = vectors.select(
        vectors.concatenate(List.of(bit, bit)),
        vectors.concatenate(List.of(second, vectors.gather(position, seconds))),
        vectors.concatenate(List.of(first, vectors.gather(position, firsts))));
    DRes<SecretVector> values = vectors.concatenate(
        List.of(slice(vectors, winners, 0, pairs), slice(vectors, value, 2 * pairs, length)));
    DRes<SecretVector> positions = vectors.concatenate(
        List.of(slice(vectors, winners, pairs, 2 * pairs), slice(vectors, position, 2 * pairs, length)));
    return () -> new Extreme(values.out(), positions.out());
  }

  /**
   * Sorts by random keys, so wide that two are equal with probability below 2^-40.
   */
  @Override
  public DRes<List<SecretVector>> shuffle(List<DRes<SecretVector>> columns) {
    return builder.seq(seq -> {
      int length = commonLength(columns);
      int bits = SHUFFLE_BITS + 2 * (32 - Integer.numberOfLeadingZeros(length));
      if (bits > comparableBits()) {
        throw new UnsupportedSetting("a shuffle of " + length + " rows compares " + bits + " bits, this field allows "
            + comparableBits() + "; ask for wider values");
      }
      List<DRes<SecretVector>> keyed = new ArrayList<>();
      keyed.add(VectorNumeric.using(seq).randomIntegers(length, bits));
      keyed.addAll(columns);
      return VectorNumeric.using(seq).sort(keyed, bits);
    }).seq((seq, sorted) -> DRes.of(sorted.subList(1, sorted.size())));
  }

  /** A sorting network: about (log2 length)² / 2 times a comparison and a multiplication round. */
  @Override
  public DRes<List<SecretVector>> sort(List<DRes<SecretVector>> columns, int bits) {
    return builder.seq(seq -> {
      List<SecretVector> unsorted = columns.stream().map(DRes::out).toList();
      SortingNetwork network = new SortingNetwork(commonLength(columns));
      return DRes.of(new SortingNetwork.State(network.layers(), 0, unsorted));
    }).whileLoop(
        state -> state.layer() < state.layers().size(),
        (seq, state) -> exchange(seq, state, bits)
    ).seq((seq, state) -> DRes.of(state.columns()));
  }

  private static DRes<SortingNetwork.State> exchange(
      ProtocolBuilderNumeric builder, SortingNetwork.State state, int bits) {
    VectorNumeric vectors = VectorNumeric.using(builder);
    SortingNetwork.Layer layer = state.layers().get(state.layer());
    int length = state.columns().get(0).length();
    int pairs = layer.low().length;
    DRes<SecretVector> table = vectors.concatenate(state.columns().stream().map(DRes::of).toList());
    DRes<SecretVector> low = vectors.gather(table, inEveryColumn(layer.low(), length, state.columns().size()));
    DRes<SecretVector> high = vectors.gather(table, inEveryColumn(layer.high(), length, state.columns().size()));
    DRes<SecretVector> swap =
        vectors.lessThan(slice(vectors, high, 0, pairs), slice(vectors, low, 0, pairs), bits);
    DRes<SecretVector> moved = vectors.multiply(
        vectors.gather(swap, inEveryColumn(IntStream.range(0, pairs).toArray(), 0, state.columns().size())),
        vectors.subtract(high, low));
    DRes<SecretVector> lows = vectors.add(low, moved);
    DRes<SecretVector> highs = vectors.subtract(high, moved);
    List<DRes<SecretVector>> columns = new ArrayList<>();
    for (int column = 0; column < state.columns().size(); column++) {
      DRes<SecretVector> before = DRes.of(state.columns().get(column));
      columns.add(vectors.gather(
          vectors.concatenate(List.of(
              before,
              slice(vectors, lows, column * pairs, (column + 1) * pairs),
              slice(vectors, highs, column * pairs, (column + 1) * pairs))),
          layer.positions(length)));
    }
    return () -> new SortingNetwork.State(
        state.layers(), state.layer() + 1, columns.stream().map(DRes::out).toList());
  }

  /** The positions in a table of columns, one after another. */
  private static int[] inEveryColumn(int[] positions, int length, int columns) {
    return IntStream.range(0, columns)
        .flatMap(column -> Arrays.stream(positions).map(position -> column * length + position))
        .toArray();
  }

  @Override
  public DRes<SecretVector> select(DRes<SecretVector> bits, DRes<SecretVector> ifOne, DRes<SecretVector> ifZero) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      return vectors.add(vectors.multiply(bits, vectors.subtract(ifOne, ifZero)), ifZero);
    });
  }

  @Override
  public DRes<SecretVector> randomIntegers(int length, int bits) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      DRes<SecretVector> drawn = vectors.randomBits(length * bits);
      DRes<SecretVector> sum = vectors.known(IntegerVector.zeros(length));
      for (int place = 0; place < bits; place++) {
        IntegerVector weight = IntegerVector.repeated(length, BigInteger.ONE.shiftLeft(place));
        DRes<SecretVector> bit = slice(vectors, drawn, place * length, (place + 1) * length);
        sum = vectors.add(sum, vectors.scale(bit, weight));
      }
      return sum;
    });
  }

  private static DRes<SecretVector> complement(VectorNumeric vectors, SecretVector bits) {
    return vectors.subtract(vectors.known(ones(bits.length())), DRes.of(bits));
  }

  private static DRes<SecretVector> slice(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from, to).toArray());
  }

  /** The length of all columns. */
  protected static int commonLength(List<DRes<SecretVector>> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("at least one column is needed");
    }
    int length = columns.get(0).out().length();
    columns.forEach(column -> requireLength(column.out().length(), length));
    return length;
  }

  static void requireLength(int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException("a vector of " + length + " elements, expected " + expected);
    }
  }

  private static IntegerVector ones(int length) {
    return IntegerVector.repeated(length, 1);
  }

  private static IntegerVector map(int length, IntFunction<BigInteger> element) {
    return IntegerVector.of(IntStream.range(0, length).mapToObj(element).toList());
  }
}
