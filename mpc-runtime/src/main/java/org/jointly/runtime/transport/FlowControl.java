package org.jointly.runtime.transport;

/** The numbers both ends of a session must agree on. */
final class FlowControl {
  /** What may be sent in a session to a peer before it has granted anything, in bytes. */
  static final long WINDOW_BYTES = 8L * 1024 * 1024;

  /** Payload of a frame, in bytes: small enough that frames of several sessions take turns. */
  static final int CHUNK_BYTES = 1024 * 1024;

  /** Added to each chunk's payload, so that empty chunks are not free. */
  private static final int CHUNK_OVERHEAD = 64;

  private FlowControl() {}

  /** What a chunk takes from the window, in bytes. */
  static long cost(int payloadBytes) {
    return (long) payloadBytes + CHUNK_OVERHEAD;
  }
}
