package org.jointly.protocols.release;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * Whether all of several secret bits are 1: their product, by pairs, pairs of pairs, and so on.
 *
 * <p>Rounds: ⌈log2 f⌉ for f vectors; ⌈log2 L⌉ more along a vector of length L. Bytes: one multiplication per bit less one.
 */
final class Conjunction {
  private Conjunction() {}

  /** A vector of bits, and its length; one of length 1 stands for every element of the others. */
  record Bits(DRes<SecretVector> vector, int length) {}

  /**
   * Appends the product, element by element.
   *
   * @param bits one vector at least
   * @param along whether the elements are multiplied with each other, too; one bit is left then
   */
  static DRes<SecretVector> of(ProtocolBuilderNumeric builder, List<Bits> bits, boolean along) {
    int length = bits.stream().mapToInt(Bits::length).max().orElseThrow();
    return builder.seq(seq -> ofElements(seq, bits))
        .seq((seq, product) -> along ? alongVector(seq, () -> product, length) : () -> product);
  }

  private static DRes<SecretVector> ofElements(ProtocolBuilderNumeric seq, List<Bits> bits) {
    if (bits.size() == 1) {
      return bits.get(0).vector();
    }
    return seq.par(par -> pairs(par, bits)).seq(Conjunction::ofElements);
  }

  private static DRes<List<Bits>> pairs(ProtocolBuilderNumeric par, List<Bits> bits) {
    VectorNumeric vectors = VectorNumeric.using(par);
    List<Bits> products = new ArrayList<>();
    for (int i = 0; i + 1 < bits.size(); i += 2) {
      Bits left = bits.get(i);
      Bits right = bits.get(i + 1);
      products.add(new Bits(vectors.multiply(left.vector(), right.vector()), Math.max(left.length(), right.length())));
    }
    if (bits.size() % 2 == 1) {
      products.add(bits.get(bits.size() - 1));
    }
    return () -> products;
  }

  private static DRes<SecretVector> alongVector(ProtocolBuilderNumeric seq, DRes<SecretVector> bits, int length) {
    VectorNumeric vectors = VectorNumeric.using(seq);
    DRes<SecretVector> product = bits;
    for (int left = length; left > 1; left = (left + 1) / 2) {
      int half = left / 2;
      DRes<SecretVector> pairs =
          vectors.multiply(range(vectors, product, 0, half), range(vectors, product, half, 2 * half));
      product = left % 2 == 0
          ? pairs
          : vectors.concatenate(List.of(pairs, range(vectors, product, left - 1, left)));
    }
    return product;
  }

  private static DRes<SecretVector> range(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from, to).toArray());
  }
}
