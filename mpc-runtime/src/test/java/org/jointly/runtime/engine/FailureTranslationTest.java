package org.jointly.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.MaliciousException;
import java.util.List;
import org.jointly.protocols.aggregate.MisfitException;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.suite.UnlistedOpeningException;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;

class FailureTranslationTest {
  private final TestConsortium consortium = TestConsortium.of(3);
  private final PartyId me = consortium.party(0);
  private final PartyId second = consortium.party(1);
  private final FailureTranslation translation = new FailureTranslation(consortium.roster, me);

  @Test
  void translate_ofAViolation_namesThePartyOfTheRoster() {
    JointlyException failure = translation.translate(new ProtocolViolationException(new PartyIndex(2), "a chunk too many"));

    assertThat(failure).isInstanceOf(ProtocolViolation.class);
    assertThat(failure.party()).contains(second);
    assertThat(failure.detail()).isEqualTo("a chunk too many");
  }

  @Test
  void translate_ofAViolationByNobodyOrByAPartyThatIsNone_namesNobody() {
    for (RuntimeException violation : List.of(
        ProtocolViolationException.unattributed("the check failed"),
        new ProtocolViolationException(new PartyIndex(4), "the check failed"),
        new MaliciousException("the check failed"))) {
      JointlyException failure = translation.translate(violation);

      assertThat(failure).isInstanceOf(ProtocolViolation.class).hasMessageContaining("check").hasMessageContaining("failed");
      assertThat(failure.party()).isEmpty();
    }
  }

  @Test
  void translate_ofWhatIsWrapped_isThatOfTheFirstCauseThatIsKnown() {
    PeerUnavailable ours = new PeerUnavailable(second, "link is down");
    RuntimeException wrapped = new RuntimeException("outer", new IllegalStateException("inner", ours));

    assertThat(translation.translate(wrapped)).isSameAs(ours);
  }

  @Test
  void translate_ofAMisfit_isAFailureOfTheDataHere() {
    JointlyException failure = translation.translate(new MisfitException(List.of("block patients is absent")));

    assertThat(failure).isInstanceOf(DataFailure.class).hasMessageContaining("block patients is absent");
    assertThat(failure.party()).contains(me);
  }

  /** A message of somebody else's may hold a value. */
  @Test
  void translate_ofAnythingElse_tellsItsClassOnly() {
    JointlyException failure = translation.translate(new IllegalStateException("share 1234567"));

    assertThat(failure).isInstanceOf(InternalFailure.class).hasMessageContaining("IllegalStateException");
    assertThat(failure.getMessage()).doesNotContain("1234567");
    assertThat(translation.translate(new UnlistedOpeningException("count", 2, "only [keep]")))
        .isInstanceOf(InternalFailure.class).hasMessageContaining("count");
  }
}
