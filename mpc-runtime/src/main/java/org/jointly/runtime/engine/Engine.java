package org.jointly.runtime.engine;

import dk.alexandra.fresco.framework.network.Network;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.UnlistedOpeningException;
import org.jointly.protocols.suite.UnsupportedSetting;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.MakingPace;

/**
 * Runs plans with the other parties. Each run blocks its caller's thread, which is the session's own; of earlier ones nothing is kept but
 * how fast material was made.
 *
 * <p>Waiting ends with the network's deadline; the engine adds none.
 */
public final class Engine {
  /** Bits of values; no suite has wider ones. */
  private static final int WIDEST = 256;

  private final Catalog catalog;
  private final Roster roster;
  private final PartyId me;
  private final SecureRandom random;
  private final LongSupplier nanoClock;
  private final FailureTranslation translation;
  private volatile Optional<MakingPace> pace = Optional.empty();

  /**
   * @param random the source of all of this party's shares
   * @param nanoClock a monotonic clock, to tell how long this party waits
   */
  public Engine(Catalog catalog, Roster roster, PartyId me, SecureRandom random, LongSupplier nanoClock) {
    this.catalog = catalog;
    this.roster = roster;
    this.me = me;
    this.random = random;
    this.nanoClock = nanoClock;
    this.translation = new FailureTranslation(roster, me);
  }

  /**
   * One session of this party.
   *
   * @param id the session's id, the same at every party
   * @param plan agreed on by all
   * @param network the session's
   * @param site computes on this site's rows, once per leg
   * @param store what was made beforehand, as far as all parties have it
   */
  public record Session(
      Bytes32 id, QueryPlan plan, Network network, Function<LocalAggregation, LocalAggregate> site, MaterialStore store) {}

  /**
   * Runs a session to its end.
   *
   * @param beforeOpening called once, before anything is opened; if it throws, nothing is
   * @throws org.jointly.runtime.fault.JointlyException whatever went wrong; nothing was opened unless {@code beforeOpening} was called
   */
  public Outcome run(Session session, Runnable beforeOpening) {
    FlightRecord record = new FlightRecord(session.id(), me, roster);
    return record.session(session.plan(), () -> run(session, beforeOpening, record));
  }

  /** The security model of this roster's sessions in a field; empty if its suite has none, or makes nothing beforehand. */
  public Optional<SecurityModel> model(String field) {
    Suite suite = suite(roster.suite());
    if (!suite.preprocesses()) {
      return Optional.empty();
    }
    return IntStream.rangeClosed(1, WIDEST)
        .mapToObj(bits -> model(suite, bits))
        .flatMap(Optional::stream)
        .filter(model -> model.field().equals(field))
        .findFirst();
  }

  private Optional<SecurityModel> model(Suite suite, int bits) {
    try {
      return Optional.of(suite.model(roster.parties().size(), roster.adversary(), bits, 0));
    } catch (UnsupportedSetting none) {
      return Optional.empty();
    }
  }

  /** What pieces in store amount to, as the roster's suite counts what queries use up. */
  public Preprocessing counted(SortedMap<String, Long> stored) {
    return suite(roster.suite()).counted(new Preprocessing(stored), roster.parties().size());
  }

  /**
   * Makes material with the others; opens nothing.
   *
   * @param id the session's id, the same at every party
   * @param sink takes what is made; it must be destroyed if this throws
   * @throws org.jointly.runtime.fault.JointlyException whatever went wrong
   */
  public void make(Bytes32 id, SecurityModel model, Network network, Preprocessing amounts, MaterialSink sink) {
    OpeningGuard nothing = (label, elements) -> {
      throw new UnlistedOpeningException(label, elements, "nothing is opened where material is made");
    };
    List<RoundTrace.Round> rounds = new ArrayList<>();
    Seat seat = new Seat(roster.indexOf(me).orElseThrow(), id.bytes(), network, random, nanoClock, nothing, rounds::add);
    try {
      suite(model.suite()).preprocess(model, seat, amounts, sink);
      learn(rounds);
    } catch (UnsupportedSetting unsupported) {
      throw new Refused(me, unsupported.getMessage());
    } catch (RuntimeException | StackOverflowError failure) {
      throw translation.translate(failure);
    }
  }

  private void learn(List<RoundTrace.Round> rounds) {
    MakingRounds.of(rounds).pace().ifPresent(measured -> pace = Optional.of(measured));
  }

  /** How fast this node made material with the others last; empty if it has not since it was started, or too little to tell. */
  public Optional<MakingPace> pace() {
    return pace;
  }

  private Suite suite(String name) {
    return catalog.suite(name).orElseThrow(() -> new InternalFailure("this node lacks suite " + name));
  }

  private Outcome run(Session session, Runnable beforeOpening, FlightRecord record) {
    try {
      Suite suite = suite(session.plan().security().suite());
      JointRun run = new JointRun(session.plan(), session.site(), PredictedCost.foreseen(session.plan(), suite));
      try (SuiteSession running = record.open(() -> open(suite, session, beforeOpening, record))) {
        Outcome outcome = run.on(running);
        learn(outcome.trace().rounds());
        return outcome;
      }
    } catch (RuntimeException | StackOverflowError failure) {
      throw translation.translate(failure);
    }
  }

  private SuiteSession open(Suite suite, Session session, Runnable beforeOpening, FlightRecord record) {
    Seat seat =
        new Seat(
            roster.indexOf(me).orElseThrow(),
            session.id().bytes(),
            session.network(),
            random,
            nanoClock,
            new AnnouncedOpenings(session.plan().guard(), beforeOpening),
            session.store(),
            record::round);
    return suite.open(session.plan().security(), seat);
  }
}
