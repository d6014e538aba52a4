package org.jointly.protocols.suite.shamir.bits;

import java.util.Arrays;
import org.jointly.protocols.field.BinaryField;

/**
 * A matrix of bits, or of shares of bits: a row for each place of a number or node of a circuit, a lane for each number.
 *
 * <p>Layout: plane after plane, in a plane row after row, in a row 64 lanes a long. Shares in GF(2^k) have k planes, plain bits
 * one. The lanes beyond the last number hold anything. Mutable; owned by the step that made it.
 */
public final class BitRows {
  private final int planes;
  private final int rows;
  private final int words;
  private final long[] data;

  /** Rows of zeros. */
  BitRows(int planes, int rows, int words) {
    this(new long[planes * rows * words], planes, words);
  }

  /**
   * Rows over the given longs, not copied.
   *
   * @param words the longs of one row
   */
  public BitRows(long[] data, int planes, int words) {
    this.planes = planes;
    this.rows = words == 0 ? 0 : data.length / (planes * words);
    this.words = words;
    this.data = data;
  }

  /** The longs, not copied. */
  public long[] data() {
    return data;
  }

  int planes() {
    return planes;
  }

  int rows() {
    return rows;
  }

  int words() {
    return words;
  }

  /** Where a row of a plane begins. */
  int at(int plane, int row) {
    return (plane * rows + row) * words;
  }

  /** Copies of some rows, in the given order. */
  BitRows pick(int... picked) {
    BitRows result = new BitRows(planes, picked.length, words);
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < picked.length; i++) {
        System.arraycopy(data, at(plane, picked[i]), result.data, result.at(plane, i), words);
      }
    }
    return result;
  }

  /** These rows and then those. */
  BitRows then(BitRows other) {
    BitRows result = new BitRows(planes, rows + other.rows, words);
    for (int plane = 0; plane < planes; plane++) {
      System.arraycopy(data, at(plane, 0), result.data, result.at(plane, 0), rows * words);
      System.arraycopy(other.data, other.at(plane, 0), result.data, result.at(plane, rows), other.rows * words);
    }
    return result;
  }

  /** The element-wise sum. */
  BitRows plus(BitRows other) {
    return new BitRows(Arrays.copyOf(data, data.length), planes, words).add(other);
  }

  /** Adds other rows to these; returns this. */
  BitRows add(BitRows other) {
    for (int i = 0; i < data.length; i++) {
      data[i] ^= other.data[i];
    }
    return this;
  }

  /**
   * All rows as one, without the lanes beyond the last number between them.
   *
   * @param count of numbers in a row
   */
  BitRows joined(int count) {
    BitRows result = new BitRows(planes, 1, BinaryField.words(rows * count));
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < rows; row++) {
        for (int word = 0; word < words; word++) {
          int bits = Math.min(64, count - 64 * word);
          long piece = data[at(plane, row) + word] & -1L >>> 64 - bits;
          int position = row * count + 64 * word;
          int to = result.at(plane, 0) + (position >>> 6);
          int shift = position & 63;
          result.data[to] |= piece << shift;
          if (shift + bits > 64) {
            result.data[to + 1] |= piece >>> 64 - shift;
          }
        }
      }
    }
    return result;
  }

  /** Adds a row of another matrix, in the planes that it has, to a row of this one. */
  void addRow(int row, BitRows other, int otherRow) {
    for (int plane = 0; plane < other.planes; plane++) {
      int to = at(plane, row);
      int from = other.at(plane, otherRow);
      for (int i = 0; i < words; i++) {
        data[to + i] ^= other.data[from + i];
      }
    }
  }

  @Override
  public String toString() {
    return "BitRows[" + rows + " rows in " + planes + " planes, redacted]";
  }
}
