package org.jointly.protocols.round;

/**
 * The bytes of a frame: everything one party sends to one peer in one round.
 *
 * <p>A frame travels in chunks, each one {@code Network.send}. All chunks but the last are full, so that a frame has one
 * encoding only and the sender can hand a chunk over while it still computes the next.
 *
 * <pre>
 *   frame   = chunk chunk* ;  the payloads of its chunks, joined, are messages back to back
 *
 *   chunk   0        4
 *           +--------+----------------------------------+
 *           | header | payload: 1 .. 2^20 bytes         |
 *           +--------+----------------------------------+
 *           header, big-endian: bit 31      1 if another chunk follows (then the payload has exactly 2^20 bytes)
 *                               bits 30..0  the round, 0 for the first of the session
 *
 *   message +-----------------------------+-------------+
 *           | length, LEB128, 1 .. 5 bytes | bytes       |
 *           +-----------------------------+-------------+
 *           the shortest LEB128 only; a message may cross from one chunk into the next
 * </pre>
 */
public final class FrameLayout {
  static final int HEADER_BYTES = 4;
  static final int CHUNK_PAYLOAD_BYTES = 1 << 20;
  /** The longest message that is handed to the network, in bytes: a full chunk. */
  public static final int LONGEST_CHUNK_BYTES = HEADER_BYTES + CHUNK_PAYLOAD_BYTES;

  static final int MORE_CHUNKS = 1 << 31;

  private FrameLayout() {}

  /** The bytes handed to the network for a frame whose messages have these lengths; 0 if there are none. */
  public static long frameBytes(long... messageLengths) {
    long payload = 0;
    for (long length : messageLengths) {
      payload += lengthBytes(length) + length;
    }
    long chunks = (payload + CHUNK_PAYLOAD_BYTES - 1) / CHUNK_PAYLOAD_BYTES;
    return payload + HEADER_BYTES * chunks;
  }

  /** The bytes of the LEB128 encoding of a message length. */
  static int lengthBytes(long length) {
    int bytes = 1;
    for (long rest = length >>> 7; rest != 0; rest >>>= 7) {
      bytes++;
    }
    return bytes;
  }
}
