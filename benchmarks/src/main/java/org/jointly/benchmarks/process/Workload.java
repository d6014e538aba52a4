package org.jointly.benchmarks.process;

import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** Something to measure. The same at every party; operands are pseudo-random and public, so that every party can check. */
interface Workload {

  /** One word, for the command line. */
  String name();

  /** For people. */
  String description();

  /** The security model, hence the field, that the planner would choose. */
  SecurityModel model(Suite suite, int parties, Adversary adversary);

  /** Shares the operands; not timed. */
  Prepared prepare(Bench bench);

  /** A workload whose operands are shared. */
  interface Prepared {
    /** Has made what the next run uses up, on suites that make something beforehand; not timed. */
    default void before() {}

    /** What is timed; may be called again and again. */
    void run();

    /**
     * Opens some of what the last run made; not timed.
     *
     * @throws IllegalStateException if it is wrong
     */
    void check();
  }
}
