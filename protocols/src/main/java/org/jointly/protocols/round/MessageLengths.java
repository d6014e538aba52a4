package org.jointly.protocols.round;

/** One round in which every party sends every other the same number of messages of the same lengths, as no more than these. */
@FunctionalInterface
public interface MessageLengths {

  /** The bytes of each message that the party sends to each of the others, in their order. */
  long[] from(PartyIndex sender);

  /** A round in which everybody sends one message of one length. */
  static MessageLengths ofAll(long bytes) {
    return sender -> new long[] {bytes};
  }
}
