package org.jointly.protocols.round;

import static org.jointly.protocols.round.FrameLayout.CHUNK_PAYLOAD_BYTES;
import static org.jointly.protocols.round.FrameLayout.HEADER_BYTES;
import static org.jointly.protocols.round.FrameLayout.MORE_CHUNKS;

import java.util.Arrays;
import java.util.function.Consumer;

/** Writes one frame to one peer, handing over each chunk as soon as it is full. Layout: {@link FrameLayout}. */
final class FrameWriter {
  private static final int FIRST_CAPACITY = 256;

  private final int round;
  private final Consumer<byte[]> network;
  private byte[] chunk = new byte[FIRST_CAPACITY];
  private int used = HEADER_BYTES;
  private long sentBytes;

  FrameWriter(int round, Consumer<byte[]> network) {
    this.round = round;
    this.network = network;
  }

  void message(byte[] message) {
    int length = message.length;
    while (length >= 0x80) {
      reserve();
      chunk[used++] = (byte) (length | 0x80);
      length >>>= 7;
    }
    reserve();
    chunk[used++] = (byte) length;
    for (int from = 0; from < message.length; ) {
      int space = reserve();
      int count = Math.min(space, message.length - from);
      System.arraycopy(message, from, chunk, used, count);
      used += count;
      from += count;
    }
  }

  /** Hands over the last chunk. The writer must have got at least one message. */
  void finish() {
    handOver(round);
  }

  long sentBytes() {
    return sentBytes;
  }

  /** Makes room for at least one byte, handing the chunk over if it is full; returns the free bytes. */
  private int reserve() {
    int full = HEADER_BYTES + CHUNK_PAYLOAD_BYTES;
    if (used == full) {
      handOver(round | MORE_CHUNKS);
    }
    if (used == chunk.length) {
      chunk = Arrays.copyOf(chunk, Math.min(full, Math.max(chunk.length * 4, FIRST_CAPACITY)));
    }
    return chunk.length - used;
  }

  private void handOver(int header) {
    byte[] bytes = used == chunk.length ? chunk : Arrays.copyOf(chunk, used);
    bytes[0] = (byte) (header >>> 24);
    bytes[1] = (byte) (header >>> 16);
    bytes[2] = (byte) (header >>> 8);
    bytes[3] = (byte) header;
    sentBytes += bytes.length;
    if (bytes == chunk) {
      chunk = new byte[chunk.length];
    }
    used = HEADER_BYTES;
    network.accept(bytes);
  }
}
