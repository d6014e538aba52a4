package org.jointly.protocols.statistic.primitive;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.ParameterReader;

/**
 * One vector operation on public made-up numbers, so that its rounds, bytes and time can be measured the way a query's are. In no
 * catalogue that a node answers from: {@link org.jointly.protocols.plan.Catalog#withPrimitives}.
 *
 * <p>Definition: every site holds left[i] = (7i + 5) mod m and right[i] = (11i + 5) mod m, m = ⌊2^bits / n⌋; the operation is on
 * their sums, and its first element (of {@code open}: every element; of {@code shuffle}: the sum) is opened.
 *
 * <p>Leakage: none; it reads no column of any row.
 *
 * <p>Cost: two inputs in one round, the operation, one opening. All of the operation is in the step {@code joint}.
 */
public final class Primitive implements Statistic {
  private static final int MAXIMUM_LENGTH = 1 << 22;
  private static final int MAXIMUM_BITS = 30;
  private static final long USUAL_LENGTH = 1_000;
  private static final long USUAL_BITS = 16;
  private static final String LEFT = "left";
  private static final String RIGHT = "right";
  private static final String PATIENTS = "patients";
  private static final String RESULT = "result";

  private static final Parameter OPERATION =
      Parameter.required("operation", Parameter.Kind.CHOICE, "one of " + String.join(", ", operations()), "multiply");
  private static final Parameter LENGTH =
      Parameter.optional("length", Parameter.Kind.WHOLE, "how many elements; " + USUAL_LENGTH + " unless said otherwise", "1000");
  private static final Parameter BITS = Parameter.optional(
      "bits", Parameter.Kind.WHOLE, "every sum is below 2^bits; " + USUAL_BITS + " unless said otherwise", "16");

  private enum Operation {
    OPEN,
    MULTIPLY,
    INNER_PRODUCT,
    LESS_THAN,
    AT_LEAST,
    EQUAL,
    DECOMPOSE,
    MINIMUM,
    SHUFFLE,
    SORT;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** The words for {@code operation}. */
  public static List<String> operations() {
    return Arrays.stream(Operation.values()).map(Operation::word).toList();
  }

  @Override
  public String name() {
    return "primitive";
  }

  @Override
  public String summary() {
    return "one vector operation on made-up numbers, to measure it";
  }

  @Override
  public Group group() {
    return Group.OPERATIONS;
  }

  @Override
  public String leakage() {
    return "nothing: it reads no row.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(OPERATION, LENGTH, BITS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> word = reader.choice(OPERATION, operations());
    Optional<Long> length = reader.has(LENGTH) ? reader.whole(LENGTH, 1, MAXIMUM_LENGTH) : Optional.of(USUAL_LENGTH);
    Optional<Long> bits = reader.has(BITS) ? reader.whole(BITS, 5, MAXIMUM_BITS) : Optional.of(USUAL_BITS);
    reader.throwProblems();
    Operation operation = Arrays.stream(Operation.values())
        .filter(known -> word.orElseThrow().equals(known.word()))
        .findFirst()
        .orElseThrow();
    return new Run(operation, length.orElseThrow().intValue(), bits.orElseThrow().intValue(), parties);
  }

  private record Run(Operation operation, int length, int bits, int parties) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = modulus() - 1;
      List<CellBlock> blocks = List.of(
          CellBlock.counts(LEFT, length, largest), CellBlock.counts(RIGHT, length, largest), CellBlock.counts(PATIENTS, 1, 1));
      return new LocalAggregation.OfRows(List.of(), blocks, rows -> numbers());
    }

    private long modulus() {
      return (1L << bits) / parties;
    }

    /** The same at every site: which one it is, a site is not told. */
    private LocalAggregate numbers() {
      return new LocalAggregate(Map.of(LEFT, multiples(7), RIGHT, multiples(11), PATIENTS, IntegerVector.of(1)));
    }

    private IntegerVector multiples(long factor) {
      return IntegerVector.of(LongStream.range(0, length).map(i -> (factor * i + 5) % modulus()).toArray());
    }

    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      VectorNumeric vectors = VectorNumeric.using(builder);
      DRes<SecretVector> left = sums.vector(LEFT);
      DRes<SecretVector> right = sums.vector(RIGHT);
      DRes<SecretVector> result = switch (operation) {
        case OPEN -> left;
        case MULTIPLY -> first(vectors, vectors.multiply(left, right));
        case INNER_PRODUCT -> vectors.innerProduct(left, right);
        case LESS_THAN -> first(vectors, vectors.lessThan(left, right, bits));
        case AT_LEAST -> first(vectors, vectors.atLeast(left, thresholds(), bits));
        case EQUAL -> first(vectors, vectors.equal(left, right, bits));
        case DECOMPOSE -> first(vectors, vectors.decompose(left, bits));
        case MINIMUM -> value(vectors.minimum(left, bits));
        case SHUFFLE -> vectors.sum(column(vectors.shuffle(List.of(left))));
        case SORT -> first(vectors, column(vectors.sort(List.of(left), bits)));
      };
      return () -> sums.with(RESULT, result);
    }

    private static DRes<SecretVector> first(VectorNumeric vectors, DRes<SecretVector> vector) {
      return vectors.gather(vector, new int[] {0});
    }

    private static DRes<SecretVector> value(DRes<VectorNumeric.Extreme> extreme) {
      return () -> extreme.out().value();
    }

    private static DRes<SecretVector> column(DRes<List<SecretVector>> columns) {
      return () -> columns.out().get(0);
    }

    private IntegerVector thresholds() {
      long[] thresholds = new long[length];
      Arrays.fill(thresholds, modulus());
      return IntegerVector.of(thresholds);
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      long[] left = sums.block(LEFT).toLongs();
      long[] right = sums.block(RIGHT).toLongs();
      return switch (operation) {
        case OPEN -> sums.with(RESULT, sums.block(LEFT));
        case MULTIPLY -> result(sums, left[0] * right[0]);
        case INNER_PRODUCT -> result(sums, IntStream.range(0, length).mapToLong(i -> left[i] * right[i]).sum());
        case LESS_THAN -> result(sums, left[0] < right[0] ? 1 : 0);
        case AT_LEAST -> result(sums, left[0] >= modulus() ? 1 : 0);
        case EQUAL -> result(sums, left[0] == right[0] ? 1 : 0);
        case DECOMPOSE -> result(sums, left[0] & 1);
        case MINIMUM, SORT -> result(sums, LongStream.of(left).min().orElseThrow());
        case SHUFFLE -> result(sums, LongStream.of(left).sum());
      };
    }

    private static LocalAggregate result(LocalAggregate sums, long value) {
      return sums.with(RESULT, IntegerVector.of(value));
    }

    @Override
    public List<CellBlock> joined(int parties) {
      return List.of(
          CellBlock.counts(PATIENTS, 1, parties),
          new CellBlock(RESULT, operation == Operation.OPEN ? length : 1, BigInteger.ZERO, largest()));
    }

    private BigInteger largest() {
      BigInteger one = BigInteger.ONE.shiftLeft(bits);
      return switch (operation) {
        case MULTIPLY -> one.pow(2);
        case INNER_PRODUCT -> one.pow(2).multiply(BigInteger.valueOf(length));
        case SHUFFLE -> one.multiply(BigInteger.valueOf(length));
        default -> one;
      };
    }

    @Override
    public int comparedBits(int parties) {
      return switch (operation) {
        case LESS_THAN, AT_LEAST, EQUAL, DECOMPOSE, MINIMUM, SORT -> bits;
        default -> 0;
      };
    }

    /** Every site puts in its own numbers, whatever its rows. */
    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return List.of(new Release.Gated(PATIENTS, List.of(RESULT), "what " + operation.word() + " gives"));
    }

    @Override
    public Answer report(Opened opened) {
      String first = opened.value(RESULT, 0).map(BigInteger::toString).orElse("suppressed");
      return new Answer(Answer.Fields.of(Map.entry("first", new Answer.Text(first))));
    }
  }
}
