package org.jointly.protocols.suite.spdz.ot;

/** Turns the 128 columns of an extension into rows, one of 128 bits for each transfer. */
public final class BitMatrix {
  static final int COLUMNS = 128;
  /** Longs in a row. */
  static final int ROW_LONGS = COLUMNS / Long.SIZE;

  private BitMatrix() {}

  /**
   * @param columns 128 bit strings; the bit of transfer j is bit j mod 64 of word j/64
   * @param words how many words of each column to take
   * @return 64·words rows of two longs, column 0 the lowest bit of the first
   */
  static long[] rows(long[][] columns, int words) {
    long[] rows = new long[words * Long.SIZE * ROW_LONGS];
    long[] block = new long[Long.SIZE];
    for (int word = 0; word < words; word++) {
      for (int half = 0; half < ROW_LONGS; half++) {
        for (int i = 0; i < Long.SIZE; i++) {
          block[i] = columns[half * Long.SIZE + i][word];
        }
        transpose(block);
        for (int i = 0; i < Long.SIZE; i++) {
          rows[(word * Long.SIZE + i) * ROW_LONGS + half] = block[i];
        }
      }
    }
    return rows;
  }

  /** In place: bit j of word i becomes bit i of word j. */
  public static void transpose(long[] block) {
    long mask = 0x00000000FFFFFFFFL;
    for (int width = 32; width != 0; width >>>= 1) {
      for (int i = 0; i < Long.SIZE; i = (i + width + 1) & ~width) {
        long swapped = (block[i] >>> width ^ block[i + width]) & mask;
        block[i + width] ^= swapped;
        block[i] ^= swapped << width;
      }
      mask ^= mask << (width >>> 1);
    }
  }
}
