/**
 * All parties of a session in one JVM, one thread each, for tests and for looking at a protocol.
 *
 * <p>Begin with {@link org.jointly.protocols.simulation.Simulation}; {@link org.jointly.protocols.simulation.PredictedCost} is a plan
 * run on zeros, for its exact rounds and bytes. Nothing in this module depends on this package. The only package of this module with threads. Runs
 * the very code that nodes run; only the network is queues in memory.
 */
package org.jointly.protocols.simulation;
