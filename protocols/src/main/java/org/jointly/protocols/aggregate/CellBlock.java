package org.jointly.protocols.aggregate;

import java.math.BigInteger;

/**
 * A named vector of cells that every site puts in.
 *
 * @param name unique within an aggregation
 * @param length the number of cells, public and equal at every site
 * @param smallest the public lower bound of a cell at one site, at most 0
 * @param largest the public upper bound of a cell at one site, at least 0; a site whose cell is outside refuses
 */
public record CellBlock(String name, int length, BigInteger smallest, BigInteger largest) {
  public CellBlock {
    if (length < 0 || smallest.signum() > 0 || largest.signum() < 0) {
      throw new IllegalArgumentException("block " + name + ": needs length >= 0 and smallest <= 0 <= largest");
    }
  }

  /** A block of counts: nothing below zero. */
  public static CellBlock counts(String name, int length, long largest) {
    return new CellBlock(name, length, BigInteger.ZERO, BigInteger.valueOf(largest));
  }

  /** The block of the sums over that many sites, with the bounds that follow. */
  public CellBlock summedOver(int parties) {
    BigInteger factor = BigInteger.valueOf(parties);
    return new CellBlock(name, length, smallest.multiply(factor), largest.multiply(factor));
  }

  /** The least b such that every cell is below 2^b in magnitude. */
  public int bits() {
    return smallest.abs().max(largest).bitLength();
  }
}
