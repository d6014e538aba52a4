package org.jointly.protocols.suite.shamir.verify;

/** The products of an inner product, in segments; every visit goes through the same ones. */
public interface Terms {

  /** Takes a segment: left factors and right factors, of equal length, not kept by the caller. */
  interface Visitor {
    void segment(long[] left, long[] right);
  }

  /** How many products, in elements. */
  long count();

  void visit(Visitor visitor);
}
