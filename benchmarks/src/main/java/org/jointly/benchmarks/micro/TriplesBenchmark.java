package org.jointly.benchmarks.micro;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Triples a second for MASCOT, all parties in this JVM on as many threads, without a network; base transfers and all checks included. With
 * TLS between processes: the workloads {@code triples-61} and {@code triples-127} of the process benchmark.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TriplesBenchmark {
  static final int TRIPLES = 1 << 13;
  private static final Preprocessing ORDER = new Preprocessing(new TreeMap<>(Map.of("triples", (long) TRIPLES)));

  @Param public FieldName name;

  @Param({"3", "5"})
  public int parties;

  private Simulation session;

  @Setup
  public void parties() {
    Suite suite = Catalog.standard().suite("spdz").orElseThrow();
    SecurityModel model = suite.model(parties, Adversary.MALICIOUS, name.field().bits() - 2, 0);
    session = Simulation.of(suite, model, () -> (label, elements) -> {});
  }

  @Benchmark
  @OperationsPerInvocation(TRIPLES)
  public List<PartyOutcome<Boolean>> make() {
    return session.run((me, opened) -> {
      opened.prepare(ORDER);
      return true;
    });
  }
}
