package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.SecretVector;

/**
 * The inner product of two vectors: products of shares are added up before their degree is reduced, once.
 *
 * <p>Cost: one round; parties 1..2t+1 send n-1-t field elements, whatever the length.
 */
final class InnerProductGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final DRes<? extends SecretVector> left;
  private final DRes<? extends SecretVector> right;
  private DealtSum sum;

  InnerProductGate(DRes<? extends SecretVector> left, DRes<? extends SecretVector> right) {
    this.left = left;
    this.right = right;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      ShamirShares a = shares(left);
      ShamirShares b = shares(right);
      requireEqualLengths(a, b);
      sum = new DealtSum(resources::reducesDegree, 1);
      sum.deal(resources, network, piece -> weightedProduct(a, b, resources));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    ShamirShares product = sum.receive(resources, network);
    if (resources.isMalicious()) {
      resources.claims().innerProduct(shares(left).elements(), shares(right).elements(), product.elements());
    }
    return done(product);
  }

  private static long[] weightedProduct(ShamirShares a, ShamirShares b, ShamirResources resources) {
    PrimeField field = resources.field();
    long[] product = field.innerProduct(a.elements(), b.elements());
    field.multiply(product, resources.reductionWeight(), product);
    return product;
  }
}
