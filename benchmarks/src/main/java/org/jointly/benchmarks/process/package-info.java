/**
 * Vector workloads between parties in processes of their own, connected by the real transport: mutual TLS over loopback, session
 * endpoints, round evaluator and suite. No query, no policy, no data.
 *
 * <p>Begin with {@link org.jointly.benchmarks.process.ProcessBenchmark}, which starts a {@link
 * org.jointly.benchmarks.process.PartyProcess} per party for each {@link org.jointly.benchmarks.process.Workload}. What is measured
 * may be opened freely here, so nothing else may depend on this package.
 */
package org.jointly.benchmarks.process;
