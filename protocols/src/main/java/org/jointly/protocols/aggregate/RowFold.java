package org.jointly.protocols.aggregate;

/**
 * What a statistic makes of a site's rows: a pure function, written beside the statistic, the same at every party.
 *
 * <p>It does not travel and is in no digest: every node compiles the question itself, and the digest covers the blocks.
 * A fold must give every block with its full length also for no rows at all.
 */
@FunctionalInterface
public interface RowFold {

  /** The cells, in plaintext, of these rows. */
  LocalAggregate fold(RowTable rows);
}
