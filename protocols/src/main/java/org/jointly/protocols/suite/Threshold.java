package org.jointly.protocols.suite;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * That a count reaches a threshold, to be decided while it is shared.
 *
 * @param least the threshold, at least 1
 * @param bits counts are below 2^bits
 * @param orNone whether 0 is as good as reaching it
 */
public record Threshold(long least, int bits, boolean orNone) {
  public Threshold {
    if (least < 1 || least < 2 && orNone) {
      throw new IllegalArgumentException("a threshold of " + least + " is always reached");
    }
  }

  /** Where 0 is not as good. */
  public Threshold(long least, int bits) {
    this(least, bits, false);
  }

  /**
   * Two counts that fall short, i and j, as factors: (N-i)·(N-j) = N² - (i+j)·N + i·j is linear in N².
   *
   * @param sum i+j, the same for all pairs of a threshold
   * @param product i·j
   */
  public record Pair(long sum, long product) {}

  /**
   * The counts that fall short, by pairs. With {@link #single} they make a product over all counts i that fall short of N-i, which is 0
   * exactly if N is one of them.
   */
  public List<Pair> pairs() {
    long sum = firstShort() + least - 1;
    return LongStream.range(firstShort(), firstShort() + shortfalls() / 2).mapToObj(i -> new Pair(sum, i * (sum - i))).toList();
  }

  /** The count in the middle, which has no pair, if they are odd in number. */
  public OptionalLong single() {
    return shortfalls() % 2 == 1 ? OptionalLong.of((firstShort() + least - 1) / 2) : OptionalLong.empty();
  }

  /** How many factors that makes: pairs, and one without. */
  public long factors() {
    return (shortfalls() + 1) / 2;
  }

  /** Whether N² is in one of them. */
  public boolean isSquared() {
    return shortfalls() > 1;
  }

  private long firstShort() {
    return orNone ? 1 : 0;
  }

  private long shortfalls() {
    return least - firstShort();
  }
}
