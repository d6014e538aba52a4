package org.jointly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.MakingPace;
import org.junit.jupiter.api.Test;

class MaterialNeedTest {
  private static final MaterialNeed NEED = new MaterialNeed(
      new SecurityModel("spdz", Adversary.MALICIOUS, 2, 3, "2^61-1", 61, 40),
      new TreeMap<>(Map.of("triples", 7_000L, "masks", 3_000L)),
      100,
      118_000_000);
  private static final Optional<MakingPace> PACE = Optional.of(new MakingPace(2_000_000, 10_000));

  @Test
  void seconds_atAMeasuredPace_areOfRoundsAndBytes() {
    assertThat(NEED.seconds(stored(Map.of(), PACE))).isEqualTo(0.2 + 1.18, within(1e-9));
  }

  @Test
  void seconds_withHalfInStore_areThoseOfTheScarcestKind() {
    assertThat(NEED.seconds(stored(Map.of("triples", 3_500L, "masks", 2_999L), PACE))).isEqualTo((0.2 + 1.18) / 2, within(1e-9));
  }

  @Test
  void line_whereNothingWasMadeYet_saysThatItGuesses() {
    assertThat(NEED.line("north", stored(Map.of(), Optional.empty()))).isEqualTo("material: needs 3 000 masks and 7 000 triples at each"
        + " site; north has none in store; 3 000 masks and 7 000 triples are made first, in about 3.4 s"
        + " (a guess: north has made too little since it was started)");
  }

  @Test
  void line_atAMeasuredPace_saysHowLong() {
    assertThat(NEED.line("north", stored(Map.of("masks", 3_000L), PACE))).endsWith("; 7 000 triples are made first, in about 1.4 s");
  }

  @Test
  void line_withEnoughInStore_saysThatNothingIsMade() {
    assertThat(NEED.line("north", stored(Map.of("masks", 3_000L, "triples", 7_000L), Optional.empty()))).endsWith("; nothing is made");
  }

  private static Stored stored(Map<String, Long> pieces, Optional<MakingPace> pace) {
    return new Stored("2^61-1", new TreeMap<>(pieces), pace);
  }
}
