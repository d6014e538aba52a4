package org.jointly.protocols.query;

/**
 * How large a canonical form may be; writer and reader hold the same limits, so that whatever was written can be read.
 *
 * @param bytes in total
 * @param values tagged values in total, so that a few bytes cannot become many objects
 */
public record Limits(int bytes, int values) {
  /** UTF-8 bytes of one text. */
  static final int TEXT_BYTES = 4096;

  /** Bytes of the digits of one number: 512 bits. */
  static final int NUMBER_BYTES = 64;

  /** Decimal places of a number, before or after the point. */
  static final int SCALE = 100;

  /** Values inside values. */
  static final int DEPTH = 32;

  /** 100 000 codes of 64 characters and what belongs to them. */
  static final Limits SPEC = new Limits(8 << 20, 250_000);

  /** 100 000 cells with label and count. */
  static final Limits ANSWER = new Limits(16 << 20, 500_000);
}
