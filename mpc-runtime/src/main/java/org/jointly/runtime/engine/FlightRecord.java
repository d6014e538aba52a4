package org.jointly.runtime.engine;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * Tells Java's Flight Recorder of one session: the session, its steps, its rounds. Where nothing records, an event costs a look at a
 * flag. One session, on its thread.
 */
final class FlightRecord {
  private static final String SETUP = "setup";
  private static final String ANSWERED = "answered";
  private static final RoundTrace NOTHING = new RoundTrace(List.of());

  private final String session;
  private final String party;
  private final Function<PartyIndex, String> names;
  private RoundEvent round = new RoundEvent();

  FlightRecord(Bytes32 session, PartyId me, Roster roster) {
    this.session = session.hex();
    this.party = me.name();
    this.names = index -> roster.party(index).id().name();
  }

  /** Records a session and hands its outcome on. */
  Outcome session(QueryPlan plan, Supplier<Outcome> running) {
    SessionEvent event = new SessionEvent();
    event.begin();
    try {
      Outcome outcome = running.get();
      commit(event, plan, ANSWERED, Optional.of(outcome));
      return outcome;
    } catch (JointlyException failure) {
      commit(event, plan, failure.family().name().toLowerCase(Locale.ROOT), Optional.empty());
      throw failure;
    }
  }

  private void commit(SessionEvent event, QueryPlan plan, String how, Optional<Outcome> outcome) {
    if (!event.shouldCommit()) {
      return;
    }
    SecurityModel security = plan.security();
    event.session = session;
    event.party = party;
    event.statistic = plan.spec().statistic();
    event.suite = security.suite();
    event.adversary = security.adversary().label();
    event.parties = security.parties();
    event.outcome = how;
    outcome.ifPresent(answered -> {
      event.legs = answered.legs();
      event.rounds = answered.trace().rounds().size();
      event.messages = answered.trace().messagesSent();
      event.bytesSent = answered.trace().bytesSent();
    });
    event.commit();
  }

  /** Opens a suite's session as the step of setup; the steps of the session that is returned are recorded. */
  SuiteSession open(Supplier<SuiteSession> suite) {
    StepEvent event = begin();
    SuiteSession opened = suite.get();
    commit(event, SETUP, NOTHING, opened);
    return new Recorded(opened);
  }

  private StepEvent begin() {
    StepEvent event = new StepEvent();
    event.begin();
    round.begin();
    return event;
  }

  private void commit(StepEvent event, String step, RoundTrace before, SuiteSession running) {
    if (event.shouldCommit()) {
      RoundTrace after = running.trace();
      event.session = session;
      event.party = party;
      event.step = step;
      event.rounds = after.rounds().size() - before.rounds().size();
      event.messages = after.messagesSent() - before.messagesSent();
      event.bytesSent = after.bytesSent() - before.bytesSent();
      event.commit();
    }
  }

  /** A round is over, and the next one begins. */
  void round(RoundTrace.Round over) {
    if (round.shouldCommit()) {
      round.session = session;
      round.party = party;
      round.number = over.number();
      round.step = over.step();
      round.gates = String.join(" ", over.gates());
      round.messages = over.messages();
      round.bytesSent = over.bytesSent();
      round.bytesReceived = over.received().values().stream().mapToLong(Long::longValue).sum();
      round.sentTo = over.sent().entrySet().stream()
          .map(frame -> names.apply(frame.getKey()) + " " + frame.getValue())
          .collect(Collectors.joining(", "));
      round.sentAt = over.times().sentNanos();
      round.computed = over.times().computedNanos();
      round.waited = over.waitedNanos();
      round.commit();
    }
    round = new RoundEvent();
    round.begin();
  }

  /** A session whose steps are recorded. */
  private final class Recorded implements SuiteSession {
    private final SuiteSession running;

    Recorded(SuiteSession running) {
      this.running = running;
    }

    @Override
    public <T> T run(String step, Application<T, ProtocolBuilderNumeric> program) {
      StepEvent event = begin();
      RoundTrace before = event.isEnabled() ? running.trace() : NOTHING;
      T result = running.run(step, program);
      commit(event, step, before, running);
      return result;
    }

    @Override
    public RoundTrace trace() {
      return running.trace();
    }

    @Override
    public Preprocessing preprocessing() {
      return running.preprocessing();
    }

    @Override
    public void close() {
      running.close();
    }
  }
}
