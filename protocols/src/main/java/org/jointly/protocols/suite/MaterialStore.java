package org.jointly.protocols.suite;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What was made beforehand, at one party: lots of pieces, all pieces of a lot bound to one key that the parties share.
 *
 * <p>Called on sessions' threads, several at a time.
 */
public interface MaterialStore {

  /** Nothing in store. */
  MaterialStore EMPTY = field -> Optional.empty();

  /**
   * A lot for this session alone, until it is released or discarded: two sessions with one key at a time would let who breaks one
   * break the other.
   *
   * @param field the label of the field it must be in
   * @return empty if there is none
   */
  Optional<Lot> claim(String field);

  /** One party's part of a lot. A claimed lot that is found neither released nor discarded after a crash counts as discarded. */
  interface Lot {

    /** The same at every party, 32 bytes, not all 0: by it they find out that they claimed the same. */
    byte[] id();

    /** What was given to {@link MaterialSink#key}: this party's share of the lot's key; secret. */
    byte[] keyShare();

    /** By kind, which pieces are left. */
    SortedMap<String, Range> left();

    /**
     * Pieces of a kind, as they were stored; every piece before {@code from + count} is spent for good when this returns, and if it
     * throws they may be.
     *
     * @param from at least where {@link #left} begins, when a party that is ahead makes the others skip
     */
    byte[] take(String kind, long from, long count);

    /** The session is over; what is left may be claimed again. */
    void release();

    /** Destroys all that is left: the session ended such that others may know the key. */
    void discard();
  }

  /** The pieces from {@code from} (inclusive) to {@code to} (exclusive), of those of a lot numbered from 0. */
  record Range(long from, long to) {
    public Range {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("no range: " + from + " to " + to);
      }
    }
  }
}
