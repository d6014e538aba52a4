/**
 * All parties of a session in one JVM, one thread each, for tests and for looking at a protocol.
 *
 * <p>Begin with {@link org.jointly.protocols.simulation.Simulation}. The only package of this module with threads. Runs
 * the very code that nodes run; only the network is queues in memory.
 */
package org.jointly.protocols.simulation;
