package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.ReceivedChunk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one party could compute from all it receives in a query: the same question is asked about so many suppressed cells, all
 * alike, that anything its messages say about the others' numbers would add up.
 */
class ViewTest {
  private static final int CELLS = 8000;
  private static final int FIELD_BITS = 61;

  /** Whether the others have 4+2 or 6+0 of the six: every bit of every share, and of the difference of any two, is a coin. */
  @ParameterizedTest
  @CsvSource({"3, 4,4,2", "3, 4,6,0", "3, 0,0,10", "4, 4,4,2", "5, 4,4,2", "5, 0,10,0"})
  void shares_ofSuppressedCells_lookRandomAloneAndTwoByTwo(int parties, long first, long second, long third) {
    Hospitals hospitals = Hospitals.natives(parties);
    QuerySpec spec = Questions.countsByCode(
        Questions.rule(11, 2), IntStream.range(0, CELLS).mapToObj(i -> "C" + i).toArray(String[]::new));
    QueryPlan plan = hospitals.plan(spec);
    List<LocalAggregate> sites = hospitals.sites(cells(first), cells(second), cells(third));

    List<PartyOutcome<Outcome>> outcomes = hospitals.simulation(plan).recordingViews().run(hospitals.program(plan, sites));

    for (PartyOutcome<Outcome> outcome : outcomes) {
      List<long[]> vectors = shares(outcome);
      assertThat(vectors).hasSizeGreaterThan(5);
      for (int i = 0; i < vectors.size(); i++) {
        assertCoins(vectors.get(i), "message " + i + " to party " + outcome.party());
        for (int j = 0; j < i; j++) {
          assertCoins(difference(vectors.get(i), vectors.get(j)), "messages " + j + " and " + i + " to party " + outcome.party());
        }
      }
    }
  }

  /** What comes from whom, in which round and how long, says nothing of the numbers. */
  @ParameterizedTest
  @CsvSource({"3, 4,4,2", "3, 0,0,10", "4, 4,4,2"})
  void frames_againstMaliciousParties_areAlikeWhateverTheNumbers(int parties, long first, long second, long third) {
    Hospitals hospitals = Hospitals.malicious(parties);
    QuerySpec spec = Questions.countsByCode(Questions.rule(11, 2), "A", "B", "C");
    QueryPlan plan = hospitals.plan(spec);

    List<PartyOutcome<Outcome>> zeros = hospitals.simulation(plan).recordingViews()
        .run(hospitals.program(plan, hospitals.sites(few(0), few(0), few(0))));
    List<PartyOutcome<Outcome>> outcomes = hospitals.simulation(plan).recordingViews()
        .run(hospitals.program(plan, hospitals.sites(few(first), few(second), few(third))));

    for (int i = 0; i < parties; i++) {
      assertThat(frames(outcomes.get(i))).isEqualTo(frames(zeros.get(i)));
    }
  }

  private static long[] few(long count) {
    return new long[] {count, count, count};
  }

  /** From whom a party received how many bytes, in which round. */
  private static List<List<Integer>> frames(PartyOutcome<Outcome> outcome) {
    return outcome.view().stream()
        .map(chunk -> List.of(chunk.from().value(), ByteBuffer.wrap(chunk.bytes()).getInt(), chunk.bytes().length))
        .toList();
  }

  private static long[] cells(long count) {
    return LongStream.generate(() -> count).limit(CELLS).toArray();
  }

  private static long[] difference(long[] left, long[] right) {
    long p = (1L << FIELD_BITS) - 1;
    long[] difference = new long[left.length];
    Arrays.setAll(difference, i -> Math.floorMod(left[i] - right[i], p));
    return difference;
  }

  /** Seven standard deviations: a hundred thousand of these fail once in ten million runs. */
  private static void assertCoins(long[] elements, String which) {
    int[] ones = new int[FIELD_BITS];
    for (long element : elements) {
      for (int bit = 0; bit < FIELD_BITS; bit++) {
        ones[bit] += (int) (element >>> bit & 1);
      }
    }
    for (int bit = 0; bit < FIELD_BITS; bit++) {
      assertThat(ones[bit]).as("bit %d of %s", bit, which).isBetween((int) (0.46 * CELLS), (int) (0.54 * CELLS));
    }
  }

  /** The messages of one field element a cell, in the order in which they came. */
  private static List<long[]> shares(PartyOutcome<Outcome> outcome) {
    List<long[]> shares = new ArrayList<>();
    for (ReceivedChunk chunk : outcome.view()) {
      ByteBuffer frame = ByteBuffer.wrap(chunk.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      frame.position(Integer.BYTES);
      while (frame.hasRemaining()) {
        int length = length(frame);
        if (length == Long.BYTES * CELLS) {
          long[] elements = new long[CELLS];
          frame.asLongBuffer().get(elements);
          shares.add(elements);
        }
        frame.position(frame.position() + length);
      }
    }
    return shares;
  }

  /** A message's length in LEB128. */
  private static int length(ByteBuffer frame) {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte bits = frame.get();
      length |= (bits & 0x7f) << shift;
      if (bits >= 0) {
        return length;
      }
    }
  }
}
