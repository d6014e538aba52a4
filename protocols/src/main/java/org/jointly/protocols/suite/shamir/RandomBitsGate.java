package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;

/**
 * Uniformly random bits that nobody knows.
 *
 * <p>For a pseudo-random r the parties open r², masked with a sharing of zero so that the shares of degree 2t say nothing
 * else, and agree on a root s of it; r/s is 1 or -1 with equal probability, and the bit is (r/s + 1)/2. Where r is 0, which
 * happens with probability 1/p, the bit is 0.
 *
 * <p>Cost: one round; every party sends 2t field elements per bit. (Multiplying and then opening takes as many bytes and
 * two rounds.)
 *
 * <p>Source: Damgård, Fitzi, Kiltz, Nielsen, Toft, TCC 2006; without communication for r by Cramer, Damgård, Ishai, TCC 2005.
 */
final class RandomBitsGate extends ShamirGate<ShamirShares> {
  private final int length;
  private long[] random;
  private long[] square;

  RandomBitsGate(int length) {
    this.length = length;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    PrimeField field = resources.field();
    Opening opening = new Opening(2 * resources.threshold(), new Pieces(field, length));
    if (round == 0) {
      random = resources.randomness().random(length * field.limbs());
      square = resources.randomness().zero(random.length);
      long[] product = new long[random.length];
      field.multiply(random, random, product);
      field.add(square, product, square);
      opening.send(square, resources, network);
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    long[] opened = opening.receive(square, resources, network);
    ShamirShares bits = new ShamirShares(bits(opened, field), length);
    random = null;
    square = null;
    return done(bits);
  }

  private long[] bits(long[] opened, PrimeField field) {
    boolean[] zero = replaceZeros(opened, field);
    long[] bits = field.inverse(field.squareRoot(opened));
    field.multiply(bits, random, bits);
    field.add(bits, filled(field.element(1), field), bits);
    field.scale(bits, field.inverse(field.element(2)), bits);
    for (int i = 0; i < length; i++) {
      if (zero[i]) {
        Arrays.fill(bits, i * field.limbs(), (i + 1) * field.limbs(), 0);
      }
    }
    return bits;
  }

  /** Puts 1 where the opened, public square is 0, and tells where. */
  private boolean[] replaceZeros(long[] opened, PrimeField field) {
    boolean[] zero = new boolean[length];
    for (int i = 0; i < length; i++) {
      zero[i] = true;
      for (int limb = 0; limb < field.limbs(); limb++) {
        zero[i] &= opened[i * field.limbs() + limb] == 0;
      }
      if (zero[i]) {
        System.arraycopy(field.element(1), 0, opened, i * field.limbs(), field.limbs());
      }
    }
    return zero;
  }

  private long[] filled(long[] element, PrimeField field) {
    long[] vector = new long[length * field.limbs()];
    for (int i = 0; i < length; i++) {
      System.arraycopy(element, 0, vector, i * field.limbs(), field.limbs());
    }
    return vector;
  }
}
