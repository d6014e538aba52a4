package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Compares numbers of few possible values: that x is at least k, for x in [0, R), is a polynomial of degree R-1 in x.
 *
 * <p>Security: perfect, but for the material; nothing but products is opened.
 *
 * <p>Cost: R-2 triples a number; ceil(log2(R-1)) rounds, none for R = 2.
 */
final class StepGate extends SpdzGate<SpdzShares> {
  private final DRes<? extends SecretVector> counted;
  private final BiFunction<PrimeField, Arithmetic, Authenticated> numbers;
  private final Supplier<IntegerVector> threshold;
  private final int range;
  private IntegerVector thresholds = IntegerVector.zeros(0);

  private StepGate(
      DRes<? extends SecretVector> counted,
      BiFunction<PrimeField, Arithmetic, Authenticated> numbers,
      Supplier<IntegerVector> threshold,
      int range) {
    this.counted = counted;
    this.numbers = numbers;
    this.threshold = threshold;
    this.range = range;
  }

  /** Elements and thresholds are in [0, 2^bits). */
  static StepGate atLeast(DRes<? extends SecretVector> vector, IntegerVector thresholds, int bits) {
    return new StepGate(vector, (field, arithmetic) -> shares(vector), () -> thresholds, 1 << bits);
  }

  /** Elements of both are in [0, 2^bits): right - left + 2^bits, one of 2^(bits+1) values, is above 2^bits. */
  static StepGate lessThan(DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int bits) {
    return new StepGate(
        left,
        (field, arithmetic) -> arithmetic.add(
            arithmetic.subtract(shares(right), shares(left)), FieldVectors.repeated(field.element(1L << bits), length(left))),
        () -> {
          long[] thresholds = new long[length(left)];
          Arrays.fill(thresholds, (1L << bits) + 1);
          return IntegerVector.of(thresholds);
        },
        2 << bits);
  }

  /**
   * Whether this takes less material than {@link ComparisonGate}, counting a bit as a triple.
   *
   * @param rangeBits R = 2^rangeBits
   * @param bits of the comparison
   */
  static boolean pays(int rangeBits, int bits) {
    return bits >= 1 && bits < 16
        && (1 << rangeBits) - 2 < bits + RandomMask.STATISTICAL_BITS + BitLessThan.triples(bits);
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples((long) length(counted) * (range - 2), resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    Authenticated x = numbers.apply(resources.field(), resources.arithmetic());
    thresholds = threshold.get();
    requireLength(thresholds.length(), x.length(resources.field()));
    return x.values().length == 0
        ? done(new SpdzShares(x, 0))
        : raise(new ArrayList<>(List.of(x)), resources);
  }

  /** Powers 1..m become 1..2m, until there are R-1. */
  private Optional<RoundStep> raise(List<Authenticated> powers, SpdzResources resources) {
    int highest = powers.size();
    int more = Math.min(highest, range - 1 - highest);
    if (more == 0) {
      return done(value(powers, resources));
    }
    Authenticated top = powers.get(highest - 1);
    Authenticated tops = Arithmetic.concatenate(Collections.nCopies(more, top));
    return Optional.of(resources.multiply(tops, Arithmetic.concatenate(powers.subList(0, more)), products -> {
      int length = thresholds.length();
      for (int i = 0; i < more; i++) {
        powers.add(products.slice(resources.field(), i * length, (i + 1) * length));
      }
      return raise(powers, resources);
    }));
  }

  private SpdzShares value(List<Authenticated> powers, SpdzResources resources) {
    PrimeField field = resources.field();
    long[][][] steps = steps(field);
    Arithmetic arithmetic = resources.arithmetic();
    Authenticated sum = arithmetic.known(coefficients(steps, 0, field));
    for (int power = 1; power < range; power++) {
      sum = arithmetic.add(sum, arithmetic.multiply(powers.get(power - 1), coefficients(steps, power, field)));
    }
    return new SpdzShares(sum, thresholds.length());
  }

  /** Of one power, for each element's threshold. */
  private long[] coefficients(long[][][] steps, int power, PrimeField field) {
    List<long[]> each = new ArrayList<>();
    for (int i = 0; i < thresholds.length(); i++) {
      long threshold = Math.max(0, Math.min(range, thresholds.longAt(i)));
      each.add(steps[(int) threshold][power]);
    }
    return each.isEmpty() ? new long[0] : FieldVectors.concatenate(each);
  }

  /** By threshold 0..R, the coefficients of the polynomial that is 1 at all values from there on and 0 before. */
  private long[][][] steps(PrimeField field) {
    long[][][] steps = new long[range + 1][range][];
    for (int power = 0; power < range; power++) {
      steps[range][power] = field.element(0);
    }
    for (int value = range - 1; value >= 0; value--) {
      long[][] basis = basis(value, field);
      for (int power = 0; power < range; power++) {
        long[] sum = basis[power];
        field.add(sum, steps[value + 1][power], sum);
        steps[value][power] = sum;
      }
    }
    return steps;
  }

  /** The coefficients of the Lagrange polynomial that is 1 at one value and 0 at the others. */
  private long[][] basis(int value, PrimeField field) {
    List<long[]> product = new ArrayList<>(List.of(field.element(1)));
    long[] scale = field.element(1);
    for (int other = 0; other < range; other++) {
      if (other != value) {
        product = timesRoot(product, field.element(other), field);
        scale = field.product(scale, field.element(value - other));
      }
    }
    long[] inverse = field.reciprocal(scale);
    return product.stream().map(coefficient -> field.product(coefficient, inverse)).toArray(long[][]::new);
  }

  /** A polynomial times (x - root). */
  private static List<long[]> timesRoot(List<long[]> polynomial, long[] root, PrimeField field) {
    List<long[]> product = new ArrayList<>();
    for (int power = 0; power <= polynomial.size(); power++) {
      long[] below = power == 0 ? field.element(0) : polynomial.get(power - 1);
      long[] same = power == polynomial.size() ? field.element(0) : field.product(polynomial.get(power), root);
      product.add(field.difference(below, same));
    }
    return product;
  }
}
