package org.jointly.protocols.suite.shamir.bits;

/** From numbers to the rows of their bits. */
public final class BitSlices {
  private BitSlices() {}

  /**
   * The lowest bits of each number, a row for each place.
   *
   * @param numbers number i in the longs i·limbs .. (i+1)·limbs-1, least significant first
   * @param places how many rows
   */
  public static BitRows of(long[] numbers, int limbs, int places) {
    int count = numbers.length / limbs;
    int words = new Lanes(count).words();
    BitRows rows = new BitRows(1, places, words);
    long[] block = new long[64];
    for (int word = 0; word < words; word++) {
      for (int limb = 0; limb < limbs && 64 * limb < places; limb++) {
        for (int i = 0; i < 64; i++) {
          int number = 64 * word + i;
          block[i] = number < count ? numbers[number * limbs + limb] : 0;
        }
        transpose(block);
        for (int bit = 0; bit < 64 && 64 * limb + bit < places; bit++) {
          rows.data()[rows.at(0, 64 * limb + bit) + word] = block[bit];
        }
      }
    }
    return rows;
  }

  /** Transposes a matrix of 64 by 64 bits: swaps ever smaller squares off the diagonal. */
  private static void transpose(long[] block) {
    long mask = 0x00000000ffffffffL;
    for (int size = 32; size > 0; size >>>= 1, mask ^= mask << size) {
      for (int row = 0; row < 64; row = (row + size + 1) & ~size) {
        long swap = (block[row] >>> size ^ block[row + size]) & mask;
        block[row] ^= swap << size;
        block[row + size] ^= swap;
      }
    }
  }
}
