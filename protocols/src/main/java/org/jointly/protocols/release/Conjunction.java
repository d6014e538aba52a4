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
 * <p>Several products are computed level by level, side by side: what one of them rearranges on the way costs the others no round.
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
  record Bits(DRes<SecretVector> vector, int length) {}

  /** Two vectors to be multiplied. */
  private record Pair(Bits left, Bits right) {
    Bits product(VectorNumeric vectors) {
      return new Bits(vectors.multiply(left.vector(), right.vector()), Math.max(left.length(), right.length()));
    }
  }

  /** The pairs of a level, and what is left over. */
  private record Level(List<Pair> pairs, List<Bits> rest, boolean along) {
    Conjunction multiplied(VectorNumeric vectors) {
      List<Bits> factors = new ArrayList<>(pairs.stream().map(pair -> pair.product(vectors)).toList());
      factors.addAll(rest);
      return new Conjunction(factors, along);
    }
  }

  /** Appends all products, in their order: element by element, or along all elements. */
  static DRes<List<DRes<SecretVector>>> of(ProtocolBuilderNumeric builder, List<Conjunction> products) {
    return builder.seq(seq -> levels(seq, products));
  }

  private static DRes<List<DRes<SecretVector>>> levels(ProtocolBuilderNumeric seq, List<Conjunction> products) {
    if (products.stream().allMatch(Conjunction::isDone)) {
      List<DRes<SecretVector>> done = products.stream().map(product -> product.factors().get(0).vector()).toList();
      return () -> done;
    }
    return seq.par(par -> DRes.of(products.stream().map(product -> par.seq(inner -> DRes.of(product.level(inner)))).toList()))
        .par((par, levels) -> {
          VectorNumeric vectors = VectorNumeric.using(par);
          List<Conjunction> next = levels.stream().map(level -> level.out().multiplied(vectors)).toList();
          return () -> next;
        })
        .seq(Conjunction::levels);
  }

  private boolean isDone() {
    return factors.size() == 1 && (!along || factors.get(0).length() == 1);
  }

  /** No communication. */
  private Level level(ProtocolBuilderNumeric seq) {
    if (isDone()) {
      return new Level(List.of(), factors, along);
    }
    return along ? halves(VectorNumeric.using(seq)) : pairs();
  }

  private Level pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < factors.size(); i += 2) {
      pairs.add(new Pair(factors.get(i), factors.get(i + 1)));
    }
    return new Level(pairs, factors.subList(factors.size() / 2 * 2, factors.size()), false);
  }

  private Level halves(VectorNumeric vectors) {
    DRes<SecretVector> all = vectors.concatenate(factors.stream().map(Bits::vector).toList());
    int length = factors.stream().mapToInt(Bits::length).sum();
    int half = length / 2;
    Pair pair = new Pair(range(vectors, all, 0, half), range(vectors, all, half, 2 * half));
    return new Level(List.of(pair), length % 2 == 0 ? List.of() : List.of(range(vectors, all, length - 1, length)), true);
  }

  private static Bits range(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return new Bits(vectors.gather(vector, IntStream.range(from, to).toArray()), to - from);
  }
}
