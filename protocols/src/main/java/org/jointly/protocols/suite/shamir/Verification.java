package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.shamir.verify.Claim;
import org.jointly.protocols.suite.shamir.verify.ClaimedTerms;
import org.jointly.protocols.suite.shamir.verify.Compression;
import org.jointly.protocols.suite.shamir.verify.HeldTerms;

/**
 * Verifies all pending claims at once, or stops the session.
 *
 * <ol>
 *   <li>The key of a public stream is drawn, one of the {@link Coins}. With coefficients from it all claims become one about one inner product ({@link ClaimedTerms}).
 *   <li>While that is longer than {@value #LAST_LEVEL} it is compressed ({@link Compression}): the values of H are computed by
 *       the multiplication protocol, one element each, and only then the point is drawn.
 *   <li>At the last level every term is a part, and part 0 is the product of two random secrets, so that F, G and H at
 *       the point say nothing. They are opened, and H must be F·G.
 * </ol>
 *
 * <p>Nothing is verified about degrees apart: every share that enters a product is in F or G, every result in H, with random
 * coefficients, and all n shares of these must lie on polynomials of degree t. A dealing that is inconsistent among honest parties
 * and reaches neither a product nor an opening does no harm.
 *
 * <p>Security: a multiplication protects what it works on against any deviation, and a deviation adds an error that the adversary
 * knows (Genkin, Ishai, Prabhakaran, Sahai, Tromer, STOC 2014); so nothing leaks before the verification, and it fails whatever
 * the secrets are. Soundness: a wrong claim survives with probability at most (1 + sum over the levels of 6k)/p, for the three
 * openings and the polynomials of degree at most 2k-2: with k at most {@value #MOST_PARTS}, one more than {@value #LAST_LEVEL} at
 * the last level, and less where there are many levels, below 2^12/p.
 *
 * <p>Cost: with L levels 2 + 2L rounds. Per level parties 1..2t+1 deal 2k-2 elements, each to n-1-t parties; everybody sends
 * its part of a coin, {@value Coins#MESSAGE_BYTES} bytes, to n-1 parties, and so at first; and everybody opens 3 elements at last. A level of k parts takes
 * 3k additions a term; the numbers of parts are chosen for few rounds at some 20 ms of computing for a million claims.
 *
 * <p>Memory: the claimed vectors, a quarter of their length for the first compression, and some segments.
 *
 * <p>Sources: Boneh, Boyle, Corrigan-Gibbs, Gilboa, Ishai, CRYPTO 2019; Goyal, Song, CRYPTO 2020. Instead of powers of one element
 * the coefficients come from a stream, which makes the error independent of the number of claims.
 */
final class Verification implements NativeProtocol<Void, ResourcePool> {
  /** log2 of the numerator in the error bound. */
  static final int LOST_BITS = 12;

  private static final int LAST_LEVEL = 256;
  private static final int MOST_PARTS = 128;
  private static final int FEWEST_PARTS = 4;
  /** Parts times terms of a level, beyond which fewer parts are taken: the computing of a level. */
  private static final long WORK = 1L << 22;

  private final ShamirResources resources;
  private final PrimeField field;
  private Optional<RoundStep> running;

  Verification(ShamirResources resources, List<Claim> claims) {
    this.resources = resources;
    this.field = resources.field();
    this.running = Optional.of(new CoinStep(resources, key -> begin(claims, key)));
  }

  @Override
  public EvaluationStatus evaluate(int round, ResourcePool ignored, Network network) {
    if (round > 0) {
      running = running.orElseThrow().receive(network);
    }
    running.ifPresent(step -> step.send(network));
    return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : EvaluationStatus.IS_DONE;
  }

  @Override
  public Void out() {
    return null;
  }

  private Optional<RoundStep> begin(List<Claim> claims, byte[] key) {
    ClaimedTerms terms = new ClaimedTerms(field, claims, key);
    if (terms.count() > LAST_LEVEL) {
      Compression level = new Compression(field, parts(terms.count()), false, terms);
      long[] values = level.values();
      return compress(level, values, terms.total());
    }
    long[][] held = {new long[0], new long[0]};
    terms.visit((left, right) -> {
      held[0] = left;
      held[1] = right;
    });
    return conclude(new HeldTerms(field, held[0], held[1]), terms.total());
  }

  private Optional<RoundStep> shorten(HeldTerms terms, long[] total) {
    if (terms.count() <= LAST_LEVEL) {
      return conclude(terms, total);
    }
    Compression level = new Compression(field, parts(terms.count()), false, terms);
    return compress(level, level.values(), total);
  }

  private Optional<RoundStep> compress(Compression level, long[] product, long[] total) {
    return Optional.of(new ReductionStep(resources, product, values ->
        Optional.of(new CoinStep(resources, coin -> {
          long[] point = pointBeyond(coin, level.valueCount());
          return shorten(level.at(point), level.resultAt(point, total, values));
        }))));
  }

  private Optional<RoundStep> conclude(HeldTerms terms, long[] total) {
    HeldTerms masked = (terms.count() == 0 ? new HeldTerms(field, field.element(0), field.element(0)) : terms)
        .after(random(1), random(1));
    Compression level = new Compression(field, Math.toIntExact(masked.count()), true, masked);
    return Optional.of(new ReductionStep(resources, level.values(), values ->
        Optional.of(new CoinStep(resources, coin -> {
          long[] point = pointBeyond(coin, level.valueCount());
          HeldTerms factors = level.at(point);
          return Optional.of(opening(
              joined(factors.left(), factors.right(), level.resultAt(point, total, values)), this::requireProduct));
        }))));
  }

  private Optional<RoundStep> requireProduct(long[] opened) {
    int limbs = field.limbs();
    long[] product = field.product(Arrays.copyOf(opened, limbs), Arrays.copyOfRange(opened, limbs, 2 * limbs));
    if (!Arrays.equals(product, Arrays.copyOfRange(opened, 2 * limbs, 3 * limbs))) {
      throw ProtocolViolationException.unattributed(
          "the verification of the products failed: some party computed wrongly; session aborted");
    }
    return Optional.empty();
  }

  /** A power of two that makes few levels of little work. */
  private static int parts(long terms) {
    long wanted = Math.min(MOST_PARTS, Math.max(FEWEST_PARTS, WORK / terms));
    long enough = (terms + LAST_LEVEL - 1) / LAST_LEVEL;
    int parts = 2;
    while (2 * parts <= wanted && parts < enough) {
      parts *= 2;
    }
    return parts;
  }

  /** The element a coin gives, or if it is one of the nodes, where the mask might not count, a point that is none. */
  private long[] pointBeyond(byte[] coin, int lastNode) {
    long[] point = field.element(0);
    field.sample(new Prg(coin, "point"), point);
    for (int node = 0; node <= lastNode; node++) {
      if (Arrays.equals(point, field.element(node))) {
        return field.element(BigInteger.valueOf(node + lastNode + 1L));
      }
    }
    return point;
  }

  /** Shares of elements that nobody knows. */
  private long[] random(int elements) {
    return resources.verificationRandomness().random(elements * field.limbs());
  }

  private RoundStep opening(long[] share, Function<long[], Optional<RoundStep>> next) {
    return new CheckedOpeningStep(resources, share, next);
  }

  private static long[] joined(long[] first, long[] second, long[] third) {
    long[] all = Arrays.copyOf(first, 3 * first.length);
    System.arraycopy(second, 0, all, first.length, first.length);
    System.arraycopy(third, 0, all, 2 * first.length, first.length);
    return all;
  }

  @Override
  public String toString() {
    return "Verification[redacted]";
  }
}
