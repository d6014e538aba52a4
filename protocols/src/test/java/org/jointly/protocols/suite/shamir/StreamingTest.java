package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.concurrent.atomic.AtomicLong;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long vectors are computed and sent piece by piece. */
class StreamingTest {
  private static final int MILLION = 1_000_000;

  /**
   * In the middle of a multiplication of a vector by itself all parties hold, in units of their shares: the operand, the integers it
   * was made of, the result, what travels to n-1-t others (a real network takes a few chunks and then makes the sender wait); and
   * less than 2 for all else and for the collector's rounding.
   */
  @ParameterizedTest
  @CsvSource({"3,61", "3,127", "5,61"})
  void multiply_ofAMillion_holdsASmallMultipleOfItsShares(int parties, int fieldBits) {
    SecurityModel model = ComparisonGateTest.model(parties, fieldBits);
    long before = liveBytes();
    AtomicLong chunks = new AtomicLong();
    AtomicLong most = new AtomicLong();

    Simulation.of(new ShamirSuite(), model, Openings::everyLabel)
        .withTampering((from, to, index, chunk) -> {
          if (chunk.length > 1 << 20 && chunks.incrementAndGet() % 5 == 0) {
            most.accumulateAndGet(liveBytes() - before, Math::max);
          }
          return chunk;
        })
        .run((me, session) -> session.run("multiply", root -> {
          DRes<SecretVector> known = VectorNumeric.using(root).known(IntegerVector.zeros(MILLION));
          return VectorNumeric.using(root).multiply(known, known);
        }));

    int travelling = parties - 1 - model.threshold();
    long shares = (long) parties * MILLION * (fieldBits == 61 ? 8 : 16);
    assertThat(most.get()).isBetween(shares, (5 + travelling) * shares);
  }

  /** What could be reached at the end of the last collection, in bytes. */
  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
