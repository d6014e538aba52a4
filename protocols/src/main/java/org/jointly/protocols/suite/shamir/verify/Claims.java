package org.jointly.protocols.suite.shamir.verify;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.field.PrimeField;

/**
 * What this party has computed with the others and not yet verified: relations that must hold between shared values.
 *
 * <p>Keeps references to vectors of shares, which nobody may change afterwards. Used by one session and its thread.
 */
public final class Claims {
  private final PrimeField field;
  private List<Claim> pending = new ArrayList<>();
  private long terms;

  public Claims(PrimeField field) {
    this.field = field;
  }

  /** Each result is the product of the elements left and right of it. */
  public void products(long[] left, long[] right, long[] result) {
    add(new Claim.Products(left, right, result));
  }

  /** Each result is the element of the vector times the one factor. */
  public void multiples(long[] vector, long[] factor, long[] result) {
    add(new Claim.Multiples(vector, factor, result));
  }

  /** The result, one element, is the inner product. */
  public void innerProduct(long[] left, long[] right, long[] result) {
    add(new Claim.InnerProduct(left, right, result));
  }

  /** Each element is 0 or 1. */
  public void bits(long[] vector) {
    add(new Claim.Products(vector, vector, vector));
  }

  /** Each element is 0. */
  public void zeros(long[] vector) {
    add(new Claim.Zeros(vector));
  }

  /** Whether nothing is left to verify. */
  public boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Products waiting for verification. */
  public long terms() {
    return terms;
  }

  /** Hands over what is pending, in the order in which it was claimed, and begins anew. */
  public List<Claim> take() {
    List<Claim> taken = pending;
    pending = new ArrayList<>();
    terms = 0;
    return taken;
  }

  @Override
  public String toString() {
    return "Claims[" + pending.size() + " pending, redacted]";
  }

  private void add(Claim claim) {
    if (!claim.isEmpty()) {
      pending.add(claim);
      terms += claim.terms(field);
    }
  }
}
