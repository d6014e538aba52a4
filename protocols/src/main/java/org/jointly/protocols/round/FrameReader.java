package org.jointly.protocols.round;

import static org.jointly.protocols.round.FrameLayout.CHUNK_PAYLOAD_BYTES;
import static org.jointly.protocols.round.FrameLayout.HEADER_BYTES;
import static org.jointly.protocols.round.FrameLayout.MORE_CHUNKS;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Reads one frame of one peer, chunk by chunk as messages are asked for. Layout: {@link FrameLayout}.
 *
 * <p>Strict: whatever has not the one encoding of the messages asked for is a violation that names the peer. Allocates no
 * more than a small multiple of what has arrived, whatever a length says, and takes no chunk for a message that is longer than who asks
 * for it allows.
 */
final class FrameReader {
  private final PartyIndex peer;
  private final int round;
  private final long maxFrameBytes;
  private final Supplier<byte[]> network;
  private byte[] chunk = new byte[0];
  private int position;
  private boolean moreChunks = true;
  private long receivedBytes;

  FrameReader(PartyIndex peer, int round, long maxFrameBytes, Supplier<byte[]> network) {
    this.peer = peer;
    this.round = round;
    this.maxFrameBytes = maxFrameBytes;
    this.network = network;
  }

  /** @param mostBytes the longest it may be */
  byte[] message(long mostBytes) {
    int length = length(mostBytes);
    byte[] message = new byte[Math.min(length, Math.max(chunk.length - position, 0))];
    for (int filled = 0; filled < length; ) {
      if (position == chunk.length) {
        nextChunk("a message of " + length + " bytes");
      }
      int count = Math.min(chunk.length - position, length - filled);
      if (filled + count > message.length) {
        message = Arrays.copyOf(message, (int) Math.min(length, Math.max(2L * message.length, filled + count)));
      }
      System.arraycopy(chunk, position, message, filled, count);
      position += count;
      filled += count;
    }
    return message;
  }

  /** Checks that the frame held nothing but the messages that were asked for. */
  void finish() {
    if (position < chunk.length || moreChunks) {
      throw violation("bytes after the last message");
    }
  }

  long receivedBytes() {
    return receivedBytes;
  }

  private int length(long mostBytes) {
    long length = 0;
    for (int shift = 0; ; shift += 7) {
      if (position == chunk.length) {
        nextChunk("a message");
      }
      int bits = chunk[position++];
      length |= (long) (bits & 0x7f) << shift;
      if (bits >= 0) {
        if (bits == 0 && shift > 0) {
          throw violation("an overlong message length");
        }
        break;
      }
      if (shift == 28) {
        throw violation("a message length of more than 5 bytes");
      }
    }
    if (length > mostBytes || length > Integer.MAX_VALUE) {
      throw violation("a message of " + length + " bytes, expected at most " + mostBytes);
    }
    return (int) length;
  }

  private void nextChunk(String wanted) {
    if (!moreChunks) {
      throw violation("the frame ends where " + wanted + " was expected");
    }
    chunk = network.get();
    receivedBytes += chunk.length;
    if (chunk.length <= HEADER_BYTES) {
      throw violation("a chunk of " + chunk.length + " bytes, expected more than " + HEADER_BYTES);
    }
    if (receivedBytes > maxFrameBytes) {
      throw violation("a frame of more than " + maxFrameBytes + " bytes");
    }
    int header = (chunk[0] & 0xff) << 24 | (chunk[1] & 0xff) << 16 | (chunk[2] & 0xff) << 8 | chunk[3] & 0xff;
    int got = header & ~MORE_CHUNKS;
    if (got != round) {
      throw violation("a frame of round " + got);
    }
    moreChunks = (header & MORE_CHUNKS) != 0;
    int payload = chunk.length - HEADER_BYTES;
    if (payload > CHUNK_PAYLOAD_BYTES || moreChunks && payload < CHUNK_PAYLOAD_BYTES) {
      throw violation("a chunk with " + payload + " bytes of payload, expected " + (moreChunks ? "" : "at most ")
          + CHUNK_PAYLOAD_BYTES);
    }
    position = HEADER_BYTES;
  }

  private ProtocolViolationException violation(String what) {
    return new ProtocolViolationException(peer, what + " (in round " + round + "); session aborted");
  }
}
