package org.jointly.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.runtime.wire.MakingPace;
import org.junit.jupiter.api.Test;

class MakingRoundsTest {
  private static final long MILLI = 1_000_000;

  @Test
  void pace_ofSmallAndLargeRounds_tellsRoundsFromBytes() {
    List<RoundTrace.Round> rounds = new ArrayList<>(Collections.nCopies(9, round("preprocessing", 100, 2 * MILLI)));
    rounds.add(round("preprocessing", 20_000_000 - 900, 202 * MILLI));

    assertThat(MakingRounds.of(rounds).pace()).contains(new MakingPace(2 * MILLI, 10_000));
  }

  @Test
  void pace_ofOneSlowSmallRound_countsItForBytes() {
    List<RoundTrace.Round> rounds = new ArrayList<>(Collections.nCopies(9, round("preprocessing", 0, MILLI)));
    rounds.add(round("preprocessing", 0, 201 * MILLI));
    rounds.add(round("preprocessing", 20_000_000, MILLI));

    assertThat(MakingRounds.of(rounds).pace()).contains(new MakingPace(MILLI, 10_000));
  }

  @Test
  void pace_ofWhatWasMadeBeforehand_isNotKnown() {
    assertThat(MakingRounds.of(List.of()).pace()).isEmpty();
    assertThat(MakingRounds.of(List.of(round("joint", 50_000_000, MILLI), round("joint", 5, MILLI))).pace()).isEmpty();
  }

  @Test
  void pace_ofTheBeginningOfAMaking_isNotKnown() {
    assertThat(MakingRounds.of(List.of(round("preprocessing", 15_999_900, MILLI), round("preprocessing", 99, MILLI))).pace()).isEmpty();
  }

  private static RoundTrace.Round round(String step, long bytes, long nanos) {
    return new RoundTrace.Round(
        0, step, List.of(), new TreeMap<>(Map.of(new PartyIndex(2), bytes)), Collections.emptySortedMap(), 1,
        new RoundTrace.Times(0, nanos / 2, nanos - nanos / 2));
  }
}
