package org.jointly.runtime.engine;

import java.util.List;
import java.util.Optional;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.runtime.wire.MakingPace;

/** The rounds of a session in which material was made. */
record MakingRounds(List<RoundTrace.Round> rounds) {
  /** Rounds of fewer bytes take as long as any round does. */
  private static final long SMALL_BYTES = 16_384;

  /** With fewer bytes in all, a making tells how long it takes to begin: a thousand triples among three have as many. */
  private static final long FEWEST_BYTES = 16_000_000;

  private static final long PICOS = 1_000;

  static MakingRounds of(List<RoundTrace.Round> all) {
    return new MakingRounds(all.stream().filter(round -> round.step().equals(RoundTrace.PREPROCESSING)).toList());
  }

  /**
   * Of a round what the median of the small ones took, of a byte the rest; empty if too little was made to tell.
   */
  Optional<MakingPace> pace() {
    long bytes = rounds.stream().mapToLong(RoundTrace.Round::bytesSent).sum();
    long[] small = rounds.stream()
        .filter(round -> round.bytesSent() < SMALL_BYTES)
        .mapToLong(MakingRounds::nanos)
        .sorted()
        .toArray();
    if (bytes < FEWEST_BYTES || small.length == 0) {
      return Optional.empty();
    }
    long perRound = small[small.length / 2];
    long rest = rounds.stream().mapToLong(MakingRounds::nanos).sum() - perRound * rounds.size();
    return Optional.of(new MakingPace(perRound, Math.round((double) Math.max(0, rest) * PICOS / bytes)));
  }

  private static long nanos(RoundTrace.Round round) {
    return round.times().computedNanos() + round.times().waitedNanos();
  }
}
