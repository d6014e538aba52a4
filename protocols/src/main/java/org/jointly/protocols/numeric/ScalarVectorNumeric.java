package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.BuildStep;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.value.SInt;
import dk.alexandra.fresco.lib.common.compare.Comparison;
import dk.alexandra.fresco.lib.common.compare.Comparison.Algorithm;
import dk.alexandra.fresco.lib.field.integer.BasicNumericContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.round.PartyIndex;

/**
 * Vectors on any FRESCO numeric suite, gate by gate: the gates of one call are appended in parallel, so that a call costs
 * the rounds of one gate (as long as they fit a batch of the evaluator), sums are trees, and comparisons are FRESCO's.
 *
 * <p>The comparison of l-bit values needs l + 1 + statistical security + 1 bits in the field.
 */
final class ScalarVectorNumeric extends ComposedVectorNumeric {
  ScalarVectorNumeric(ProtocolBuilderNumeric builder) {
    super(builder);
  }

  @Override
  protected int comparableBits() {
    BasicNumericContext context = builder.getBasicNumericContext();
    return context.getModulus().bitLength() - context.getStatisticalSecurityParam() - 3;
  }

  @Override
  public DRes<SecretVector> input(Optional<IntegerVector> values, int length, PartyIndex owner) {
    values.ifPresent(present -> requireLength(present.length(), length));
    return builder.par(par -> vector(inputs(par.numeric(), values, length, owner.value())));
  }

  @Override
  public DRes<SecretVector> sumOfInputs(IntegerVector mine, int length) {
    requireLength(mine.length(), length);
    return builder.par(par -> {
      List<DRes<SecretVector>> vectors = new ArrayList<>();
      int me = par.getBasicNumericContext().getMyId();
      for (int party = 1; party <= par.getBasicNumericContext().getNoOfParties(); party++) {
        Optional<IntegerVector> values = party == me ? Optional.of(mine) : Optional.empty();
        vectors.add(vector(inputs(par.numeric(), values, length, party)));
      }
      return DRes.of(vectors);
    }).seq((seq, vectors) -> {
      DRes<SecretVector> total = vectors.get(0);
      for (DRes<SecretVector> vector : vectors.subList(1, vectors.size())) {
        total = new ScalarVectorNumeric(seq).add(total, vector);
      }
      return total;
    });
  }

  @Override
  public DRes<SecretVector> known(IntegerVector values) {
    return builder.par(par -> each(values.length(), i -> par.numeric().known(values.at(i))));
  }

  @Override
  public DRes<SecretVector> add(DRes<SecretVector> left, DRes<SecretVector> right) {
    return builder.par(par -> {
      List<DRes<SInt>> a = elements(left);
      List<DRes<SInt>> b = elements(right);
      requireLength(b.size(), a.size());
      return each(a.size(), i -> par.numeric().add(a.get(i), b.get(i)));
    });
  }

  @Override
  public DRes<SecretVector> add(DRes<SecretVector> left, IntegerVector right) {
    return builder.par(par -> {
      List<DRes<SInt>> a = elements(left);
      requireLength(right.length(), a.size());
      return each(a.size(), i -> par.numeric().add(right.at(i), a.get(i)));
    });
  }

  @Override
  public DRes<SecretVector> subtract(DRes<SecretVector> left, DRes<SecretVector> right) {
    return builder.par(par -> {
      List<DRes<SInt>> a = elements(left);
      List<DRes<SInt>> b = elements(right);
      requireLength(b.size(), a.size());
      return each(a.size(), i -> par.numeric().sub(a.get(i), b.get(i)));
    });
  }

  @Override
  public DRes<SecretVector> scale(DRes<SecretVector> left, IntegerVector factors) {
    return builder.par(par -> {
      List<DRes<SInt>> a = elements(left);
      requireLength(factors.length(), a.size());
      return each(a.size(), i -> par.numeric().mult(factors.at(i), a.get(i)));
    });
  }

  @Override
  public DRes<SecretVector> multiply(DRes<SecretVector> left, DRes<SecretVector> right) {
    return builder.par(par -> {
      List<DRes<SInt>> a = elements(left);
      List<DRes<SInt>> b = elements(right);
      int length = a.size() == 1 ? b.size() : a.size();
      if (b.size() != 1) {
        requireLength(b.size(), length);
      }
      return each(length, i -> par.numeric().mult(a.get(a.size() == 1 ? 0 : i), b.get(b.size() == 1 ? 0 : i)));
    });
  }

  @Override
  public DRes<SecretVector> innerProduct(DRes<SecretVector> left, DRes<SecretVector> right) {
    return builder.seq(seq -> {
      requireLength(elements(right).size(), elements(left).size());
      return new ScalarVectorNumeric(seq).multiply(left, right);
    }).seq((seq, products) -> new ScalarVectorNumeric(seq).sum(DRes.of(products)));
  }

  @Override
  public DRes<SecretVector> sum(DRes<SecretVector> vector) {
    BuildStep<Void, ProtocolBuilderNumeric, List<DRes<SInt>>> start =
        builder.seq(seq -> DRes.of(elements(vector)));
    return start
        .whileLoop(terms -> terms.size() > 1, (seq, terms) -> seq.par(par -> DRes.of(halve(par.numeric(), terms))))
        .seq((seq, terms) -> vector(terms.isEmpty() ? List.of(seq.numeric().known(BigInteger.ZERO)) : terms));
  }

  @Override
  public DRes<SecretVector> prefixSum(DRes<SecretVector> vector) {
    return builder.seq(seq -> {
      List<DRes<SInt>> sums = new ArrayList<>();
      for (DRes<SInt> element : elements(vector)) {
        sums.add(sums.isEmpty() ? element : seq.numeric().add(sums.get(sums.size() - 1), element));
      }
      return vector(sums);
    });
  }

  @Override
  public DRes<SecretVector> gather(DRes<SecretVector> vector, int[] positions) {
    int[] copy = positions.clone();
    return builder.seq(seq -> each(copy.length, i -> elements(vector).get(copy[i])));
  }

  @Override
  public DRes<SecretVector> concatenate(List<DRes<SecretVector>> vectors) {
    List<DRes<SecretVector>> copy = List.copyOf(vectors);
    return builder.seq(seq -> vector(copy.stream().flatMap(part -> elements(part).stream()).toList()));
  }

  @Override
  public DRes<SecretVector> atLeast(DRes<SecretVector> vector, IntegerVector thresholds, int bits) {
    return builder.par(par -> {
      List<DRes<SInt>> values = elements(vector);
      requireLength(thresholds.length(), values.size());
      return each(values.size(), i -> par.seq(seq -> {
        DRes<SInt> less = lessThan(seq, values.get(i), seq.numeric().known(thresholds.at(i)), bits);
        return seq.numeric().sub(BigInteger.ONE, less);
      }));
    });
  }

  @Override
  public DRes<SecretVector> lessThan(DRes<SecretVector> left, DRes<SecretVector> right, int bits) {
    return builder.par(par -> {
      List<DRes<SInt>> a = elements(left);
      List<DRes<SInt>> b = elements(right);
      requireLength(b.size(), a.size());
      return each(a.size(), i -> par.seq(seq -> lessThan(seq, a.get(i), b.get(i), bits)));
    });
  }

  @Override
  public DRes<SecretVector> select(
      DRes<SecretVector> bits, DRes<SecretVector> ifOne, DRes<SecretVector> ifZero) {
    return builder.seq(seq -> new ScalarVectorNumeric(seq).subtract(ifOne, ifZero))
        .seq((seq, difference) -> new ScalarVectorNumeric(seq).multiply(bits, DRes.of(difference)))
        .seq((seq, chosen) -> new ScalarVectorNumeric(seq).add(DRes.of(chosen), ifZero));
  }

  @Override
  public DRes<SecretVector> randomBits(int length) {
    return builder.par(par -> each(length, i -> par.numeric().randomBit()));
  }

  @Override
  public DRes<IntegerVector> open(String label, DRes<SecretVector> vector) {
    return builder.par(par -> {
      Numeric numeric = checked(par, label, vector);
      List<DRes<BigInteger>> opened = elements(vector).stream().map(numeric::open).toList();
      BigInteger modulus = par.getBasicNumericContext().getModulus();
      return () -> signed(opened, modulus);
    });
  }

  @Override
  public DRes<Optional<IntegerVector>> open(String label, DRes<SecretVector> vector, PartyIndex receiver) {
    return builder.par(par -> {
      Numeric numeric = checked(par, label, vector);
      List<DRes<BigInteger>> opened =
          elements(vector).stream().map(element -> numeric.open(element, receiver.value())).toList();
      BigInteger modulus = par.getBasicNumericContext().getModulus();
      boolean mine = par.getBasicNumericContext().getMyId() == receiver.value();
      return () -> mine ? Optional.of(signed(opened, modulus)) : Optional.empty();
    });
  }

  private static Numeric checked(ProtocolBuilderNumeric par, String label, DRes<SecretVector> vector) {
    GuardedNumeric guarded = GuardedNumeric.of(par);
    guarded.guard().check(label, elements(vector).size());
    return guarded.afterCheck();
  }

  private static List<DRes<SInt>> inputs(
      Numeric numeric, Optional<IntegerVector> values, int length, int owner) {
    return IntStream.range(0, length)
        .mapToObj(i -> numeric.input(values.map(present -> present.at(i)).orElse(null), owner))
        .toList();
  }

  private static List<DRes<SInt>> halve(Numeric numeric, List<DRes<SInt>> terms) {
    List<DRes<SInt>> sums = new ArrayList<>();
    for (int i = 0; i + 1 < terms.size(); i += 2) {
      sums.add(numeric.add(terms.get(i), terms.get(i + 1)));
    }
    if (terms.size() % 2 == 1) {
      sums.add(terms.get(terms.size() - 1));
    }
    return sums;
  }

  private static DRes<SInt> lessThan(ProtocolBuilderNumeric seq, DRes<SInt> left, DRes<SInt> right, int bits) {
    return Comparison.using(seq).compareLT(left, right, bits + 1, Algorithm.LOG_ROUNDS);
  }

  private static IntegerVector signed(List<DRes<BigInteger>> opened, BigInteger modulus) {
    BigInteger half = modulus.shiftRight(1);
    return IntegerVector.of(opened.stream().map(value -> {
      BigInteger canonical = value.out().mod(modulus);
      return canonical.compareTo(half) > 0 ? canonical.subtract(modulus) : canonical;
    }).toList());
  }

  private static List<DRes<SInt>> elements(DRes<SecretVector> vector) {
    return ((ScalarVector) vector.out()).elements();
  }

  private static DRes<SecretVector> vector(List<DRes<SInt>> elements) {
    return DRes.of(new ScalarVector(elements));
  }

  private static DRes<SecretVector> each(int length, IntFunction<DRes<SInt>> gate) {
    return vector(IntStream.range(0, length).mapToObj(gate).toList());
  }
}
