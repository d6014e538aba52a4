package org.jointly.protocols.suite.spdz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.Threshold;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * Computes what may be opened to tell whether counts reach their thresholds, without a comparison: the product of N·(N-1)···(N-k+1)
 * over all counts, which is 0 exactly if one of them is below its k, times a random s that nobody knows. A count that may also be
 * none lacks the factor N.
 *
 * <p>As (N-i)·(N-j) = N²-(i+j)·N + i·j, the factors go in pairs of one sum i+j, each linear in the one square N². All factors are
 * multiplied as a tree. s is the first element of a triple (s, b, c): s·P = c + (P - b)·s takes one opened element instead of two, and a
 * factor left over in the tree is multiplied by s meanwhile.
 *
 * <p>Security: opened, the result is 0 where a count is below its threshold, whichever and however far, and else uniform but for 0.
 * With probability 1/p s is 0: then what is reached seems not to be, and is suppressed.
 *
 * <p>Cost for f = the sum of all ceil(k/2), k less one where a count may be none, q of these being above 1, per element:
 *
 * <pre>
 *   triples   q + f
 *   rounds    1 if q > 0, and ceil(log2(f+1))
 *   elements  2q + 2f - 1, to n-1 parties
 *   k = 11    7 triples in 4 rounds, where a comparison of 20 bits takes 60 bits and 24 triples in 5
 * </pre>
 *
 * <p>Together, the factors of all elements make one product.
 */
final class ThresholdProductGate extends SpdzGate<SpdzShares> {
  private final Reached asked;

  ThresholdProductGate(Reached asked) {
    this.asked = asked;
  }

  /** Whether this takes no more material than comparing, counting a bit as a triple; and products with its result are free. */
  static boolean pays(List<Threshold> together) {
    long product = together.stream().mapToLong(ThresholdProductGate::triples).sum();
    long comparison = together.stream()
        .mapToLong(each -> (each.orNone() ? 2 : 1) * (StepGate.pays(each.bits(), each.bits())
            ? (1L << each.bits()) - 2
            : BitLessThan.triples(each.bits()) + each.bits() + RandomMask.STATISTICAL_BITS))
        .sum();
    return product <= comparison;
  }

  /** Per element. */
  private static long triples(Threshold each) {
    return (each.isSquared() ? 1 : 0) + each.factors();
  }

  @Override
  Amounts needs(SpdzResources resources) {
    long triples = 0;
    for (Reach reach : asked.counts()) {
      triples += reach.bound().isSquared() ? reach.length() : 0;
      triples += reach.bound().factors() * (asked.together() ? reach.length() : asked.length());
    }
    return triples(asked.length() == 0 ? 0 : triples, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (asked.length() == 0) {
      return done(new SpdzShares(Authenticated.none(), 0));
    }
    Authenticated squared = Arithmetic.concatenate(
        asked.counts().stream().filter(reach -> reach.bound().isSquared()).map(reach -> shares(reach.counts())).toList());
    return squared.values().length == 0
        ? multiply(factors(squared, resources), true, resources)
        : Optional.of(resources.multiply(
            squared, squared, squares -> multiply(factors(squares, resources), true, resources)));
  }

  /** All factors, row after row. */
  private Authenticated factors(Authenticated squares, SpdzResources resources) {
    List<Authenticated> factors = new ArrayList<>();
    int at = 0;
    for (Reach reach : asked.counts()) {
      requireLength(length(reach.counts()), reach.length());
      Authenticated square = Authenticated.none();
      if (reach.bound().isSquared()) {
        square = squares.slice(resources.field(), at, at + reach.length());
        at += reach.length();
      }
      factors.addAll(factors(reach, square, resources));
    }
    return Arithmetic.concatenate(factors.stream()
        .map(factor -> asked.together() ? factor : resources.arithmetic().stretched(factor, asked.length()))
        .toList());
  }

  private static List<Authenticated> factors(Reach reach, Authenticated square, SpdzResources resources) {
    PrimeField field = resources.field();
    Arithmetic arithmetic = resources.arithmetic();
    Authenticated counts = shares(reach.counts());
    List<Authenticated> factors = new ArrayList<>();
    for (Threshold.Pair pair : reach.bound().pairs()) {
      Authenticated quadratic = arithmetic.subtract(square, arithmetic.scale(counts, field.element(pair.sum())));
      factors.add(arithmetic.add(quadratic, FieldVectors.repeated(field.element(pair.product()), reach.length())));
    }
    reach.bound().single().ifPresent(alone ->
        factors.add(arithmetic.add(counts, FieldVectors.repeated(field.element(-alone), reach.length()))));
    return factors;
  }

  /** The first half of the rows times the second, an odd last one times s, until one row is left. */
  private Optional<RoundStep> multiply(Authenticated factors, boolean lacksRandom, SpdzResources resources) {
    PrimeField field = resources.field();
    int width = asked.together() ? 1 : asked.length();
    int rows = factors.length(field) / width;
    if (rows == 1 && !lacksRandom) {
      return done(new SpdzShares(factors, width));
    }
    int half = rows / 2 * width;
    Authenticated left = factors.slice(field, 0, half);
    Authenticated right = factors.slice(field, half, 2 * half);
    Authenticated last = factors.slice(field, 2 * half, rows * width);
    if (rows % 2 == 0 || !lacksRandom) {
      return Optional.of(resources.multiply(
          left, right, products -> multiply(products.followedBy(last), lacksRandom, resources)));
    }
    Material.Triples random = resources.stock().triples(width);
    Authenticated masked = resources.arithmetic().subtract(last, random.b());
    return Optional.of(resources.multiplyAndOpen(left, right, masked, (products, opened) -> {
      Authenticated multiple =
          resources.arithmetic().add(random.c(), resources.arithmetic().multiply(random.a(), opened));
      return multiply(products.followedBy(multiple), false, resources);
    }));
  }
}
