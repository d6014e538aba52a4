package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.suite.Threshold;

/**
 * What may be opened to tell whether counts reach their thresholds, without a comparison: the product of N·(N-1)···(N-k+1) over all
 * counts, which is 0 exactly if one of them is below its k, times a random element that nobody knows.
 *
 * <p>Two factors whose shortfalls have one sum make a pair that is linear in N² ({@link Threshold.Pair}), so that half as many are
 * multiplied; all are multiplied as a tree, the random element among them.
 *
 * <p>Security: opened, the result is 0 where a count is below its threshold, whichever and however far, and else uniform. With
 * probability 1/p it is 0 all the same: then what is reached seems not to be, and is suppressed.
 *
 * <p>Cost for f = the sum of all ⌈k/2⌉, k less one where a count may be none, q of these being above 1: q + f multiplications per element
 * in ⌈log2(f+1)⌉ rounds, and one more if q > 0. Together, the factors of all elements make one product.
 *
 * @param random shares of so many uniformly random elements that nobody knows
 */
public record ThresholdProduct(Reached asked, BiFunction<ProtocolBuilderNumeric, Integer, DRes<SecretVector>> random) {

  /** Multiplications per element. */
  public static long multiplications(List<Reach> counts) {
    return counts.stream().map(Reach::bound).mapToLong(bound -> (bound.isSquared() ? 1 : 0) + bound.factors()).sum();
  }

  /** Appends the products: one per element, or one of all together. */
  public DRes<SecretVector> of(ProtocolBuilderNumeric builder) {
    return builder.seq(seq -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      List<Reach> squared = asked.counts().stream().filter(reach -> reach.bound().isSquared()).toList();
      if (squared.isEmpty()) {
        return product(seq, vectors.known(IntegerVector.zeros(0)));
      }
      DRes<SecretVector> counts = vectors.concatenate(squared.stream().map(Reach::counts).toList());
      return product(seq, vectors.multiply(counts, counts));
    });
  }

  private DRes<SecretVector> product(ProtocolBuilderNumeric seq, DRes<SecretVector> squares) {
    VectorNumeric vectors = VectorNumeric.using(seq);
    List<DRes<SecretVector>> factors = new ArrayList<>();
    factors.add(random.apply(seq, width()));
    int at = 0;
    for (Reach reach : asked.counts()) {
      int next = at + (reach.bound().isSquared() ? reach.length() : 0);
      DRes<SecretVector> square = range(vectors, squares, at, next);
      factors(vectors, reach, square).forEach(factor -> factors.add(wide(vectors, factor, reach.length())));
      at = next;
    }
    int rows = asked.together() ? 1 + asked.counts().stream().mapToInt(ThresholdProduct::elements).sum() : factors.size();
    return RowProduct.of(vectors, vectors.concatenate(factors), rows, width());
  }

  /** Of the result, and of a row of factors. */
  private int width() {
    return asked.together() ? 1 : asked.length();
  }

  private static int elements(Reach reach) {
    return Math.toIntExact(reach.bound().factors() * reach.length());
  }

  private static List<DRes<SecretVector>> factors(VectorNumeric vectors, Reach reach, DRes<SecretVector> square) {
    List<DRes<SecretVector>> factors = new ArrayList<>();
    for (Threshold.Pair pair : reach.bound().pairs()) {
      DRes<SecretVector> linear = vectors.scale(reach.counts(), IntegerVector.repeated(reach.length(), pair.sum()));
      factors.add(vectors.add(vectors.subtract(square, linear), IntegerVector.repeated(reach.length(), pair.product())));
    }
    reach.bound().single().ifPresent(alone -> factors.add(vectors.add(reach.counts(), IntegerVector.repeated(reach.length(), -alone))));
    return factors;
  }

  /** One factor stands for every element. */
  private DRes<SecretVector> wide(VectorNumeric vectors, DRes<SecretVector> factor, int length) {
    return length == width() || asked.together() ? factor : vectors.gather(factor, new int[width()]);
  }

  private static DRes<SecretVector> range(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from, to).toArray());
  }
}
