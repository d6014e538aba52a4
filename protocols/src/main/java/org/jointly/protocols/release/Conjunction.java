package org.jointly.protocols.release;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.numeric.RowProduct;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * Whether all of several secret bits are 1: their product, by pairs, pairs of pairs, and so on.
 *
 * <p>Rounds: ⌈log2 f⌉ for f vectors, or ⌈log2 L⌉ for the L bits in all of them, of the longest product. Bytes: one multiplication per bit
 * less one.
 *
 * @param factors one at least
 * @param along whether all elements are multiplied with each other, too; one bit is left then
 */
record Conjunction(List<Bits> factors, boolean along) {
  Conjunction {
    factors = List.copyOf(factors);
  }

  /** A vector of bits, and its length; one of length 1 stands for every element of the others. */
  record Bits(DRes<SecretVector> vector, int length) {
    private DRes<SecretVector> stretched(VectorNumeric vectors, int to) {
      return length == to ? vector : vectors.gather(vector, new int[to]);
    }
  }

  /** Appends all products, side by side, in their order: element by element, or along all elements. */
  static DRes<List<DRes<SecretVector>>> of(ProtocolBuilderNumeric builder, List<Conjunction> products) {
    return builder.par(par -> {
      List<DRes<SecretVector>> multiplied = products.stream().<DRes<SecretVector>>map(product -> par.seq(product::multiplied)).toList();
      return () -> multiplied;
    });
  }

  private DRes<SecretVector> multiplied(ProtocolBuilderNumeric seq) {
    VectorNumeric vectors = VectorNumeric.using(seq);
    if (along) {
      int length = factors.stream().mapToInt(Bits::length).sum();
      return RowProduct.of(vectors, vectors.concatenate(factors.stream().map(Bits::vector).toList()), length, 1);
    }
    List<Bits> left = factors;
    while (left.size() > 1) {
      left = byPairs(vectors, left);
    }
    return left.get(0).vector();
  }

  /** All pairs in one multiplication. */
  private static List<Bits> byPairs(VectorNumeric vectors, List<Bits> factors) {
    int pairs = factors.size() / 2;
    int[] lengths = IntStream.range(0, pairs)
        .map(pair -> Math.max(factors.get(2 * pair).length(), factors.get(2 * pair + 1).length()))
        .toArray();
    DRes<SecretVector> products = vectors.multiply(
        concatenated(vectors, pairs, pair -> factors.get(2 * pair).stretched(vectors, lengths[pair])),
        concatenated(vectors, pairs, pair -> factors.get(2 * pair + 1).stretched(vectors, lengths[pair])));
    List<Bits> next = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      next.add(new Bits(vectors.gather(products, IntStream.range(from, from + length).toArray()), length));
      from += length;
    }
    next.addAll(factors.subList(2 * pairs, factors.size()));
    return next;
  }

  private static DRes<SecretVector> concatenated(VectorNumeric vectors, int parts, IntFunction<DRes<SecretVector>> part) {
    return vectors.concatenate(IntStream.range(0, parts).mapToObj(part).toList());
  }
}
