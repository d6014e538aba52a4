package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.suite.shamir.verify.Claims;

/**
 * Multiplies two vectors element by element, or a vector by a scalar.
 *
 * <p>The product of two shares is a share of the product, of degree 2t. Each of the parties 1..2t+1 deals its product,
 * weighted with its Lagrange coefficient at 0, with degree t; the sum of these dealings is the product again.
 *
 * <p>Cost: one round; parties 1..2t+1 send n-1-t field elements per element: one for three parties, two for five, three for
 * seven.
 *
 * <p>Memory: beside operands and result a few pieces ({@link Pieces}), whatever the length; what is sent is handed over in
 * chunks of 1 MiB, and what is received is read a chunk at a time.
 *
 * <p>Why not through one party that opens a masked product to all (Damgård, Nielsen, 2007): with compressed dealing and
 * pseudo-random masks that takes the same three elements in total for three parties, and two rounds instead of one. For
 * more parties it would save bytes (1.2 elements a party for five, 1.3 for seven), at twice the rounds, which is what a
 * query between hospitals waits for.
 *
 * <p>Source: Gennaro, Rabin, Rabin, Simplified VSS and fast-track multiparty computations, PODC 1998; the compression of
 * {@link org.jointly.protocols.sharing.CompressedDealing}.
 */
final class MultiplyGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final DRes<? extends SecretVector> left;
  private final DRes<? extends SecretVector> right;
  private DealtSum sum;

  MultiplyGate(DRes<? extends SecretVector> left, DRes<? extends SecretVector> right) {
    this.left = left;
    this.right = right;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      ShamirShares a = shares(left);
      ShamirShares b = shares(right);
      boolean swap = a.length() == 1;
      start(swap ? b : a, swap ? a : b, resources, network);
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    ShamirShares product = sum.receive(resources, network);
    if (resources.isMalicious()) {
      claim(shares(left), shares(right), product, resources.claims());
    }
    return done(product);
  }

  private static void claim(ShamirShares a, ShamirShares b, ShamirShares product, Claims claims) {
    if (a.length() == b.length()) {
      claims.products(a.elements(), b.elements(), product.elements());
    } else if (a.length() == 1) {
      claims.multiples(b.elements(), a.elements(), product.elements());
    } else {
      claims.multiples(a.elements(), b.elements(), product.elements());
    }
  }

  private void start(ShamirShares vector, ShamirShares factor, ShamirResources resources, Network network) {
    if (factor.length() != 1) {
      requireEqualLengths(vector, factor);
    }
    Pieces pieces = new Pieces(resources.field(), vector.length());
    sum = new DealtSum(resources::reducesDegree, vector.length());
    sum.deal(resources, network, piece -> weightedProduct(vector, factor, pieces, piece, resources));
  }

  private static long[] weightedProduct(
      ShamirShares vector, ShamirShares factor, Pieces pieces, int piece, ShamirResources resources) {
    PrimeField field = resources.field();
    long[] product = pieces.cut(vector.elements(), piece);
    if (factor.length() == 1) {
      field.scale(product, factor.elements(), product);
    } else {
      field.multiply(product, pieces.cut(factor.elements(), piece), product);
    }
    field.scale(product, resources.reductionWeight(), product);
    return product;
  }
}
