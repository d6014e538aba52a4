package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jointly.runtime.node.Conversations.Admission;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class ConversationsTest {
  private static final PartyId ME = new PartyId("west");

  private final Conversations two = new Conversations(2);

  @Test
  void begin_ofMoreThanMayGoOn_isBusyUntilOneEnds() {
    Conversation first = about(1);

    assertThat(two.begin(first)).isEqualTo(Admission.BEGUN);
    assertThat(two.begin(about(2))).isEqualTo(Admission.BEGUN);
    assertThat(two.begin(about(3))).isEqualTo(Admission.BUSY);
    two.end(first);
    assertThat(two.begin(about(3))).isEqualTo(Admission.BEGUN);
  }

  /** Whoever proposes the same again neither takes the first one's place nor ends it. */
  @Test
  void begin_ofWhatGoesOnAlready_changesNothing() {
    Conversation first = about(1);
    Conversation again = about(1);
    two.begin(first);

    assertThat(two.begin(again)).isEqualTo(Admission.KNOWN);
    two.end(again);
    assertThat(two.about(first.proposal())).containsSame(first);
    two.end(first);
    assertThat(two.about(first.proposal())).isEmpty();
  }

  private static Conversation about(int proposal) {
    byte[] id = new byte[Bytes32.LENGTH];
    id[0] = (byte) proposal;
    return new Conversation(Bytes32.of(id), ME, Deadline.in(Duration.ofMinutes(1), () -> 0));
  }
}
