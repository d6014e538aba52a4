package org.jointly.protocols.suite.shamir.verify;

import java.util.List;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.sharing.Prg;

/**
 * Claims as one inner product, weighted with public coefficients from the stream of a random key.
 *
 * <p>Soundness: if a claim is wrong, so is the one about the inner product, but with probability 1/p. The key must be drawn
 * after everything claimed was fixed.
 *
 * <p>Weighted anew at every visit, so that it takes no memory.
 */
public final class ClaimedTerms implements Terms {
  private final PrimeField field;
  private final List<Claim> claims;
  private final byte[] key;
  private long[] total;

  /** @param key public, at least 16 bytes */
  public ClaimedTerms(PrimeField field, List<Claim> claims, byte[] key) {
    this.field = field;
    this.claims = List.copyOf(claims);
    this.key = key.clone();
  }

  @Override
  public long count() {
    return claims.stream().mapToLong(claim -> claim.terms(field)).sum();
  }

  @Override
  public void visit(Visitor visitor) {
    Prg coefficients = new Prg(key, "verification");
    TermBuffer buffer = new TermBuffer(field, visitor);
    long[] sum = field.element(0);
    for (Claim claim : claims) {
      claim.weigh(field, coefficients, buffer, sum);
    }
    buffer.flush();
    total = sum;
  }

  /** A share of what the inner product should be. Known after a visit. */
  public long[] total() {
    return total.clone();
  }

  @Override
  public String toString() {
    return "ClaimedTerms[" + claims.size() + " claims, redacted]";
  }
}
