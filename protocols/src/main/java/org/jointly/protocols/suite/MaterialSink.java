package org.jointly.protocols.suite;

/** Takes what one party makes for its store, on the session's thread. What it throws ends the session. */
public interface MaterialSink {

  /**
   * Called once, first: this party's share of the key that all pieces are bound to, and what the suite links other pieces to it by;
   * secret. Some dozens of bytes.
   */
  void key(byte[] keyShare);

  /** More pieces of a kind, to be added to those before; by then all of them are checked. */
  void put(String kind, long count, byte[] pieces);
}
