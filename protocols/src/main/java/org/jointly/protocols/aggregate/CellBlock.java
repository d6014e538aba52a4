package org.jointly.protocols.aggregate;

import java.math.BigInteger;

/**
 * A named vector of cells that every site puts in.
 *
 * @param name unique within an aggregation
 * @param length the number of cells, public and equal at every site
 * @param largest the public bound on a cell's magnitude at one site; a site whose cell exceeds it refuses
 */
public record CellBlock(String name, int length, BigInteger largest) {
  public CellBlock {
    if (length < 0 || largest.signum() < 0) {
      throw new IllegalArgumentException("block " + name + ": length and bound must not be negative");
    }
  }
}
