package org.jointly.runtime.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;

class FaultReportTest {
  private static final PartyId WEST = new PartyId("west");

  @Test
  void toException_ofEveryKind_saysTheSameAgain() {
    List<JointlyException> all =
        List.of(
            new InvalidQuery(List.of("no such column: weight", "k is 0, at least 1 is possible")),
            new InvalidConfiguration(List.of(new InvalidConfiguration.Problem("node.yaml", 3, "port is missing"))),
            new IdentityFailure(WEST, "certificate expired"),
            new PeerUnavailable(WEST, "link is down"),
            new DeadlineExceeded(WEST, 250),
            new Refused(WEST, "statistics: mean is not allowed"),
            new ProtocolViolation(WEST, "share of 9 bytes, expected 16"),
            ProtocolViolation.unattributed("the check over all messages failed"),
            new DataFailure(WEST, "patients.csv does not exist"),
            new Aborted(WEST, "operator stopped the node"),
            new InternalFailure(WEST, "no such case"),
            new Busy(WEST, "busy: ask again in a moment"));
    assertThat(all).extracting(JointlyException::family).contains(FaultFamily.values());

    for (JointlyException failure : all) {
      JointlyException again = FaultReport.of(failure).toException();

      assertThat(again).isInstanceOf(failure.getClass()).hasMessage(failure.getMessage());
      assertThat(again.family()).isEqualTo(failure.family());
      assertThat(again.party()).isEqualTo(failure.party());
    }
    assertThat(((DeadlineExceeded) FaultReport.of(new DeadlineExceeded(WEST, 250)).toException()).millis()).isEqualTo(250);
    assertThat(((InvalidQuery) FaultReport.of(all.get(0)).toException()).problems()).hasSize(2);
  }

  @Test
  void toException_ofProblemsHandedOnTwice_namesTheFirstPartyOnce() {
    JointlyException atWest = FaultReport.of(new InvalidQuery(List.of("a", "b")), WEST).toException();

    JointlyException handedOn = FaultReport.of(atWest, new PartyId("north")).toException();

    assertThat(handedOn.party()).contains(WEST);
    assertThat(((InvalidQuery) handedOn).problems()).containsExactly("party west: a", "party west: b");
  }

  /** Every problem of a list is said to be the party's; a line of anything else would be nobody's, or whose it says it is. */
  @Test
  void toException_ofSeveralLines_keepsThemInListsOfProblemsOnly() {
    String forged = "is late\nparty south: cheated";

    for (FaultFamily family : FaultFamily.values()) {
      JointlyException failure = new FaultReport(family, Optional.of(WEST), forged, 0).toException();

      if (failure instanceof InvalidQuery query) {
        assertThat(query.problems()).containsExactly("party west: is late", "party west: party south: cheated");
      } else if (failure instanceof InvalidConfiguration configuration) {
        assertThat(configuration.problems()).hasSize(2).allMatch(problem -> problem.message().startsWith("party west: "));
      } else {
        assertThat(failure).hasMessage("party west: is late party south: cheated");
      }
    }
  }

  @Test
  void of_foreignFailure_tellsItsClassOnly() {
    FaultReport report = FaultReport.of(new IllegalStateException("share 1234567"), WEST);

    assertThat(report.family()).isEqualTo(FaultFamily.INTERNAL);
    assertThat(report.party()).contains(WEST);
    assertThat(report.detail()).contains("IllegalStateException").doesNotContain("1234567");
  }

  @Test
  void constructor_cleansAndCutsTheText() {
    String hostile = "\u001b[2Jfine\r\u0000\u202e\u2028\ud800\nline";

    assertThat(report(hostile).detail()).isEqualTo("?[2Jfine?????\nline");
    assertThat(report("x".repeat(5000)).detail()).hasSize(FaultReport.MAX_TEXT).endsWith("...");
  }

  @Test
  void ofCode_ofUnknownCode_isRefused() {
    for (FaultFamily family : FaultFamily.values()) {
      assertThat(FaultFamily.ofCode(family.code())).isEqualTo(family);
    }
    assertThatThrownBy(() -> FaultFamily.ofCode(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FaultFamily.ofCode(12)).isInstanceOf(IllegalArgumentException.class);
  }

  private static FaultReport report(String detail) {
    return new FaultReport(FaultFamily.INTERNAL, Optional.empty(), detail, 0);
  }
}
