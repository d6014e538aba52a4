package org.jointly.runtime.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jointly.protocols.query.Answer;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.AboutProposal;
import org.jointly.runtime.wire.Octets;

/**
 * What is said about one proposal at one party, in one role: a mailbox, a deadline, and whom to wake when it fails.
 *
 * <p>One thread takes; others put and fail.
 */
final class Conversation {
  /** Far more than a party says about one query: a vote, a start, that it is ready, a report, an abort. */
  private static final int MOST_OF_A_PARTY = 16;

  private final Bytes32 proposal;
  private final PartyId me;
  private volatile Deadline deadline;
  private final Mailbox<Event> mailbox = new Mailbox<>();
  private final Map<PartyId, Integer> heard = new HashMap<>();
  private Optional<Consumer<JointlyException>> listener = Optional.empty();
  private volatile boolean endedByOthers;
  private volatile LongConsumer watcher = made -> {};
  private volatile Octets answer = Octets.of(new byte[0]);

  Conversation(Bytes32 proposal, PartyId me, Deadline deadline) {
    this.proposal = proposal;
    this.me = me;
    this.deadline = deadline;
  }

  /** What the waiting thread is told. */
  sealed interface Event {
    PartyId party();
  }

  /** A message, and the party that the link says it is from. */
  record Said(PartyId party, AboutProposal message) implements Event {}

  /** A link went down; whether that matters depends on what is still expected of the party. */
  record Lost(PartyId party, JointlyException why) implements Event {}

  Bytes32 proposal() {
    return proposal;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Lets the deadline come earlier than it was: so long after the beginning. */
  void shorten(Duration fromTheBeginning) {
    deadline = deadline.atMost(fromTheBeginning);
  }

  /** For the thread that waits. A party that says too much ends the conversation: what waits here is bounded. */
  synchronized void put(Event event) {
    if (heard.merge(event.party(), 1, Integer::sum) > MOST_OF_A_PARTY) {
      fail(new ProtocolViolation(event.party(), "more than " + MOST_OF_A_PARTY + " messages about one query"));
    } else {
      mailbox.put(event);
    }
  }

  /** How many events came of a party. A test may look. */
  synchronized int heardOf(PartyId party) {
    return heard.getOrDefault(party, 0);
  }

  /** At the home: this node's own answer, to be handed on with the reports. */
  void keep(Answer ownAnswer) {
    answer = Octets.of(ownAnswer.toBytes());
  }

  /** The canonical bytes of the answer that was kept. */
  Octets kept() {
    return answer;
  }

  /** At the home: lets somebody be told how far this node's own part is. */
  void watch(LongConsumer told) {
    watcher = told;
  }

  /** How far this node's own part is. */
  void progressed(long amount) {
    watcher.accept(amount);
  }

  /** Ends the waiting, here and in the session's network. The first failure stays. */
  synchronized void fail(JointlyException why) {
    if (mailbox.failure().isEmpty()) {
      mailbox.fail(why);
      listener.ifPresent(told -> told.accept(why));
    }
  }

  /** Another party gave up; it has told everybody. */
  void endedBy(Accusation accusation) {
    endedByOthers = true;
    fail(accusation.toException());
  }

  /** @throws JointlyException the failure, if there was one */
  void requireGoing() {
    mailbox.failure().ifPresent(failure -> {
      throw failure;
    });
  }

  /** Whether the others know already that it is over. */
  boolean isEndedByOthers() {
    return endedByOthers;
  }

  /** Lets somebody else be told of the failure; at once, if there was one. */
  synchronized void onFailure(Consumer<JointlyException> told) {
    listener = Optional.of(told);
    mailbox.failure().ifPresent(told);
  }

  /**
   * The next event before the deadline, and within its longest pause; empty when either has passed.
   *
   * @throws JointlyException if the conversation failed
   */
  Optional<Event> next() {
    return next(deadline.patience());
  }

  /** The next event within this time. */
  Optional<Event> next(Duration patience) {
    try {
      return mailbox.take(patience);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Aborted(me, "the node is stopping");
    }
  }
}
