package org.jointly.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.jointly.protocols.field.BinaryField;
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

/** An AND of shared bits is a product in GF(2^k): nanoseconds per bit, 64 of them in a long. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BinaryFieldBenchmark {
  static final int LANES = 1 << 16;

  @Param({"3", "5", "7"})
  public int parties;

  private BinaryField field;
  private long[] left;
  private long[] right;
  private long[] out;

  @Setup
  public void operands() {
    field = BinaryField.forParties(parties);
    int longs = field.degree() * BinaryField.words(LANES);
    left = Words.elements(field, longs, "left");
    right = Words.elements(field, longs, "right");
    out = new long[longs];
  }

  @Benchmark
  @OperationsPerInvocation(LANES)
  public long[] and() {
    field.multiply(left, right, out);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(LANES)
  public long[] xor() {
    field.add(left, right, out);
    return out;
  }
}
