package org.jointly.runtime.wire;

/** How large the parts of a message may be; sender and receiver both hold them. */
public final class Limits {
  /** An encoded message, in bytes. */
  public static final int MESSAGE_BYTES = 20 * 1024 * 1024;

  /** A party's ballot, as it is signed: a digest or a reason. Parties keep what they are told of a query until they come to read it. */
  public static final int BALLOT_BYTES = 32 * 1024;

  /** A party's report, as it is signed. */
  public static final int REPORT_BYTES = 288 * 1024;

  /** The canonical bytes of an answer. */
  public static final int ANSWER_BYTES = 16 * 1024 * 1024;

  /** Parties in a list. */
  public static final int PARTIES = 64;

  /** What an operator is told of at a time: each peer, and a few more. */
  static final int TROUBLES = PARTIES + 8;

  /** Kinds of material. */
  public static final int KINDS = 16;

  /** Lots of material at a node. */
  public static final int LOTS = 1024;

  /** In the name of a field or a kind of material. */
  public static final int LABEL_CHARACTERS = 32;

  public static final int STAGE_CHARACTERS = 500;
  public static final int VERSION_CHARACTERS = 100;
  static final int NAME_CHARACTERS = 32;

  private Limits() {}

  static void atMost(String what, int got, int max) {
    if (got > max) {
      throw new IllegalArgumentException(what + ": got " + got + ", at most " + max + " are possible");
    }
  }
}
