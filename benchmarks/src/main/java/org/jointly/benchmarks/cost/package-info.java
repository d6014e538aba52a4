/**
 * The table of rounds, messages and bytes of every statistic under every suite, checked in beside this module. A change of protocol
 * shows there as a change of numbers. Begin with {@link org.jointly.benchmarks.cost.RoundsAndBytes}.
 */
package org.jointly.benchmarks.cost;
