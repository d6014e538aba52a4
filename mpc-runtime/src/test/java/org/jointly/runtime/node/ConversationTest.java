package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConversationTest {
  private static final PartyId NORTH = new PartyId("north");
  private static final PartyId WEST = new PartyId("west");

  private final Bytes32 id = Bytes32.of(new byte[32]);
  private long nanos;
  private final Conversation conversation =
      new Conversation(id, NORTH, Deadline.in(Duration.ofSeconds(30), () -> nanos));

  @Test
  void next_givesWhatWasSaidInOrder() {
    conversation.put(ready());
    conversation.put(new Conversation.Lost(WEST, new PeerUnavailable(WEST, "gone")));

    assertThat(conversation.next()).containsInstanceOf(Conversation.Said.class);
    assertThat(conversation.next()).containsInstanceOf(Conversation.Lost.class);
  }

  @Test
  void next_afterTheDeadline_isEmpty() {
    nanos = Duration.ofSeconds(30).toNanos();

    assertThat(conversation.next()).isEmpty();
    assertThat(conversation.deadline().exceededBy(WEST, "answer")).hasMessage("party west: did not answer within 30000 ms");
  }

  @Test
  void next_afterTheLongestPause_isEmptyLongBeforeTheDeadline() {
    Deadline night = Deadline.in(Duration.ofHours(8), () -> nanos).withPauses(Duration.ofMillis(1));
    Conversation making = new Conversation(id, NORTH, night);
    nanos = Duration.ofHours(7).toNanos();

    assertThat(making.next()).isEmpty();
    assertThat(making.deadline().remaining()).isEqualTo(Duration.ofHours(1));
    assertThat(making.deadline().exceededBy(WEST, "answer")).hasMessage("party west: did not answer within 1 ms");
    making.put(ready());
    assertThat(making.next()).isPresent();
    making.shorten(Duration.ofHours(7));
    assertThat(making.deadline().patience()).as("the end comes first").isEqualTo(Duration.ZERO);
    making.shorten(Duration.ofHours(9));
    assertThat(making.deadline().patience()).isEqualTo(Duration.ZERO);
  }

  @Test
  void shorten_movesTheDeadlineForwardOnly() {
    conversation.shorten(Duration.ofSeconds(60));
    assertThat(conversation.deadline().remaining()).isEqualTo(Duration.ofSeconds(30));

    conversation.shorten(Duration.ofSeconds(10));
    assertThat(conversation.deadline().remaining()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void put_ofMoreThanAPartyHasToSay_endsTheConversation() {
    for (int i = 0; i < 16; i++) {
      conversation.put(ready());
    }
    assertThat(conversation.next()).isPresent();

    conversation.put(ready());

    assertThatThrownBy(conversation::next)
        .isInstanceOfSatisfying(ProtocolViolation.class, violation -> assertThat(violation.party()).contains(WEST))
        .hasMessageContaining("more than 16 messages");
  }

  @Test
  void onFailure_tellsOfAFailureBeforeAndAfter() {
    List<JointlyException> before = new ArrayList<>();
    List<JointlyException> after = new ArrayList<>();

    conversation.onFailure(before::add);
    conversation.fail(new InternalFailure("first"));
    conversation.fail(new InternalFailure("second"));
    conversation.onFailure(after::add);

    assertThat(before).singleElement().satisfies(failure -> assertThat(failure).hasMessage("first"));
    assertThat(after).isEqualTo(before);
  }

  private Conversation.Said ready() {
    return new Conversation.Said(WEST, new SessionReady(id, id, List.of()));
  }
}
