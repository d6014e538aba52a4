package org.jointly.benchmarks.micro;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.sharing.ShamirSharing;
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

/** Shamir sharing and what it draws its randomness from: nanoseconds per secret, all shares of it together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SharingBenchmark {
  static final int SECRETS = 4096;

  @Param public FieldName name;

  @Param({"3", "5", "7"})
  public int parties;

  private PrimeField field;
  private ShamirSharing sharing;
  private Prg random;
  private long[] secrets;
  private long[] sampled;
  private SortedMap<PartyIndex, long[]> shares;

  @Setup
  public void operands() {
    field = name.field();
    sharing = new ShamirSharing(field, parties, (parties - 1) / 2);
    random = Words.stream("random");
    secrets = Words.elements(field, SECRETS * field.limbs(), "secrets");
    sampled = new long[secrets.length];
    long[][] split = sharing.split(secrets, random);
    shares = new TreeMap<>();
    for (int i = 0; i <= sharing.threshold(); i++) {
      shares.put(new PartyIndex(i + 1), split[i]);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SECRETS)
  public long[][] split() {
    return sharing.split(secrets, random);
  }

  @Benchmark
  @OperationsPerInvocation(SECRETS)
  public long[] recombine() {
    return sharing.recombine(shares);
  }

  /** One element from AES in counter mode; the number of parties does not matter. */
  @Benchmark
  @OperationsPerInvocation(SECRETS)
  public long[] sample() {
    field.sample(random, sampled);
    return sampled;
  }
}
