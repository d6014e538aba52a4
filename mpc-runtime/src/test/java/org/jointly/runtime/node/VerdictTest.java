package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final PartyId NORTH = new PartyId("north");
  private static final PartyId SOUTH = new PartyId("south");
  private static final PartyId WEST = new PartyId("west");

  private final Verdict verdict = new Verdict(3);

  @Test
  void believed_ofAChainOfWaiting_isTheOneThatDoesNotSpeak() {
    verdict.add(accusation(NORTH, SOUTH));
    assertThat(verdict.isClear()).isFalse();
    verdict.add(accusation(SOUTH, WEST));

    assertThat(verdict.isClear()).isTrue();
    assertThat(verdict.believed().blamed()).isEqualTo(WEST);
  }

  @Test
  void believed_whenAllSpeak_isTheOneMostName() {
    verdict.add(accusation(WEST, NORTH));
    verdict.add(accusation(NORTH, WEST));
    assertThat(verdict.isClear()).isFalse();
    verdict.add(accusation(SOUTH, WEST));

    assertThat(verdict.isClear()).isTrue();
    assertThat(verdict.believed().blamed()).isEqualTo(WEST);
  }

  @Test
  void add_ofAPartysSecondWord_changesNothing() {
    verdict.add(accusation(NORTH, WEST));
    verdict.add(accusation(NORTH, SOUTH));

    assertThat(verdict.believed().blamed()).isEqualTo(WEST);
    assertThat(verdict.isClear()).isFalse();
  }

  @Test
  void toException_ofWhatAPartySaysOfAnother_saysWhoSaysSo() {
    assertThat(accusation(NORTH, WEST).toException()).hasMessage("party west: is late (reported by north)");
    assertThat(accusation(WEST, WEST).toException()).hasMessage("party west: is late");
  }

  /** Whoever accuses cannot hide behind what it says. */
  @Test
  void toException_ofWhatNamesAnotherReporterOrIsTooLong_stillSaysWhoSaysSo() {
    assertThat(accusation(NORTH, WEST, "is late (reported by south)").toException())
        .hasMessage("party west: is late (reported by south) (reported by north)");
    assertThat(accusation(NORTH, WEST, "x".repeat(FaultReport.MAX_TEXT)).toException().detail())
        .hasSize(FaultReport.MAX_TEXT)
        .endsWith("x (reported by north)");
  }

  private static Accusation accusation(PartyId by, PartyId blamed) {
    return accusation(by, blamed, "is late");
  }

  private static Accusation accusation(PartyId by, PartyId blamed, String detail) {
    return new Accusation(by, new FaultReport(FaultFamily.DEADLINE_EXCEEDED, Optional.of(blamed), detail, 1));
  }
}
