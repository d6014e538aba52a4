package org.jointly.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.jointly.protocols.field.PrimeField;
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

/** Prime field arithmetic and the fixed-width wire form: nanoseconds per element. The operands fit the second-level cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FieldBenchmark {
  static final int ELEMENTS = 4096;

  @Param public FieldName name;

  private PrimeField field;
  private long[] left;
  private long[] right;
  private long[] out;
  private long[] factor;
  private byte[] bytes;

  @Setup
  public void operands() {
    field = name.field();
    left = Words.elements(field, ELEMENTS * field.limbs(), "left");
    right = Words.elements(field, ELEMENTS * field.limbs(), "right");
    factor = Words.elements(field, field.limbs(), "factor");
    out = new long[left.length];
    bytes = new byte[ELEMENTS * field.bytes()];
    field.encode(left, 0, ELEMENTS, bytes, 0);
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long[] add() {
    field.add(left, right, out);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long[] multiply() {
    field.multiply(left, right, out);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long[] addScaled() {
    field.addScaled(out, left, factor);
    return out;
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long[] innerProduct() {
    return field.innerProduct(left, right);
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public byte[] encode() {
    field.encode(left, 0, ELEMENTS, bytes, 0);
    return bytes;
  }

  /** With the check that every element is canonical. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public int decode() {
    return field.decode(bytes, 0, ELEMENTS, out, 0);
  }
}
