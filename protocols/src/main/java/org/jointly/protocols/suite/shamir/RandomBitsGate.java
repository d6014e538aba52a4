package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Arrays;
import java.util.Optional;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;

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
 * <p>Against malicious parties, who could change an opening of degree 2t, r² is multiplied and claimed, and then opened with {@link
 * CheckedOpening}: two rounds. If r² is wrong, so is the bit, which the verification notices before it matters: what was opened
 * says nothing about any secret but r.
 *
 * <p>Source: Damgård, Fitzi, Kiltz, Nielsen, Toft, TCC 2006; without communication for r by Cramer, Damgård, Ishai, TCC 2005.
 */
final class RandomBitsGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final int length;
  private Optional<RoundStep> running = Optional.empty();
  private long[] random;
  private long[] square;

  RandomBitsGate(int length) {
    this.length = length;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    return resources.isMalicious() ? verified(round, resources, network) : plain(round, resources, network);
  }

  private EvaluationStatus verified(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      running = Optional.of(squareStep(resources));
    } else {
      running = running.orElseThrow().receive(network);
    }
    running.ifPresent(step -> step.send(network));
    return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : done(new ShamirShares(square, length));
  }

  private RoundStep squareStep(ShamirResources resources) {
    random = resources.randomness().random(length * resources.field().limbs());
    long[] product = new long[random.length];
    resources.field().multiply(random, random, product);
    return new ReductionStep(resources, product, reduced -> {
      resources.claims().products(random, random, reduced);
      return Optional.of(new CheckedOpeningStep(resources, reduced, opened -> {
        square = checkedBits(opened, resources.field());
        return Optional.empty();
      }));
    });
  }

  private long[] checkedBits(long[] squares, PrimeField field) {
    try {
      return allBits(squares, field);
    } catch (ArithmeticException noSquare) {
      throw ProtocolViolationException.unattributed(
          "a square that the parties computed is none: some party computed wrongly; session aborted");
    }
  }

  private EvaluationStatus plain(int round, ShamirResources resources, Network network) {
    PrimeField field = resources.field();
    Pieces pieces = new Pieces(field, length);
    Opening opening = new Opening(2 * resources.threshold(), pieces);
    if (round == 0) {
      random = resources.randomness().random(length * field.limbs());
      square = resources.randomness().zero(random.length);
      long[] product = new long[random.length];
      field.multiply(random, random, product);
      field.add(square, product, square);
      opening.send(square, resources, network);
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    long[] bits = allBits(opening.receive(square, resources, network), field);
    random = null;
    square = null;
    return done(new ShamirShares(bits, length));
  }

  private long[] allBits(long[] squares, PrimeField field) {
    Pieces pieces = new Pieces(field, length);
    for (int piece = 0; piece < pieces.count(); piece++) {
      pieces.paste(bits(pieces.cut(squares, piece), pieces.cut(random, piece), field), piece, squares);
    }
    return squares;
  }

  /** Shares of (r/s + 1)/2, from the opened squares and the shares of r. */
  private static long[] bits(long[] opened, long[] random, PrimeField field) {
    long[] nonZero = opened.clone();
    replaceZeros(nonZero, field.element(1));
    long[] bits = field.inverse(field.squareRoot(nonZero));
    field.multiply(bits, random, bits);
    long[] ones = new long[bits.length];
    replaceZeros(ones, field.element(1));
    field.add(bits, ones, bits);
    field.scale(bits, field.inverse(field.element(2)), bits);
    clearZeros(bits, opened, field.limbs());
    return bits;
  }

  /** Puts an element wherever the vector, which is public, is 0. */
  private static void replaceZeros(long[] vector, long[] element) {
    for (int at = 0; at < vector.length; at += element.length) {
      if (isZero(vector, at, element.length)) {
        System.arraycopy(element, 0, vector, at, element.length);
      }
    }
  }

  /** Puts 0 wherever the opened vector is 0. */
  private static void clearZeros(long[] bits, long[] opened, int limbs) {
    for (int at = 0; at < opened.length; at += limbs) {
      if (isZero(opened, at, limbs)) {
        Arrays.fill(bits, at, at + limbs, 0);
      }
    }
  }

  private static boolean isZero(long[] vector, int at, int limbs) {
    long any = 0;
    for (int limb = at; limb < at + limbs; limb++) {
      any |= vector[limb];
    }
    return any == 0;
  }
}
