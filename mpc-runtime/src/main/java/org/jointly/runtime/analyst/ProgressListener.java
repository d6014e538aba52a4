package org.jointly.runtime.analyst;

/**
 * Told how far a query is, in words for people. Called on the thread that runs the query, or on one of the transport's; must not
 * block.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Tells nobody. */
  ProgressListener SILENT = stage -> {};

  void stage(String stage);
}
