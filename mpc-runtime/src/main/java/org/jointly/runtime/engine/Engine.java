package org.jointly.runtime.engine;

import dk.alexandra.fresco.framework.network.Network;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * Runs plans with the other parties. Stateless; each run blocks its caller's thread, which is the session's own.
 *
 * <p>Waiting ends with the network's deadline; the engine adds none.
 */
public final class Engine {
  private final Catalog catalog;
  private final Roster roster;
  private final PartyId me;
  private final SecureRandom random;
  private final LongSupplier nanoClock;
  private final MaterialStore store;
  private final FailureTranslation translation;

  /**
   * @param random the source of all of this party's shares
   * @param nanoClock a monotonic clock, to tell how long this party waits
   * @param store what was made beforehand
   */
  public Engine(
      Catalog catalog, Roster roster, PartyId me, SecureRandom random, LongSupplier nanoClock, MaterialStore store) {
    this.catalog = catalog;
    this.roster = roster;
    this.me = me;
    this.random = random;
    this.nanoClock = nanoClock;
    this.store = store;
    this.translation = new FailureTranslation(roster, me);
  }

  /**
   * One session of this party.
   *
   * @param id the session's id, the same at every party
   * @param plan agreed on by all
   * @param network the session's
   * @param site computes on this site's rows, once per leg
   */
  public record Session(
      Bytes32 id, QueryPlan plan, Network network, Function<LocalAggregation, LocalAggregate> site) {}

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

  private Outcome run(Session session, Runnable beforeOpening, FlightRecord record) {
    try (SuiteSession running = record.open(() -> open(session, beforeOpening, record))) {
      return new JointRun(session.plan(), session.site()).on(running);
    } catch (RuntimeException | StackOverflowError failure) {
      throw translation.translate(failure);
    }
  }

  private SuiteSession open(Session session, Runnable beforeOpening, FlightRecord record) {
    String name = session.plan().security().suite();
    Suite suite =
        catalog.suite(name).orElseThrow(() -> new InternalFailure("the plan names suite " + name + ", which this node lacks"));
    Seat seat =
        new Seat(
            roster.indexOf(me).orElseThrow(),
            session.id().bytes(),
            session.network(),
            random,
            nanoClock,
            new AnnouncedOpenings(session.plan().guard(), beforeOpening),
            store,
            record::round);
    return suite.open(session.plan().security(), seat);
  }
}
