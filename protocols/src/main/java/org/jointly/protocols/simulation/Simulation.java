package org.jointly.protocols.simulation;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;

/**
 * One session of a suite with all its parties in this JVM, one thread each, connected by queues in memory.
 *
 * <p>When a party fails, the others are woken up with an error as soon as they wait for it; {@code run} returns when
 * every thread has ended. Immutable; every {@code run} is a session of its own.
 *
 * @param randoms gives each party its source of randomness, called on the party's thread
 * @param guards gives each party its guard
 * @param deadline how long a party waits for a chunk of another
 * @param tampering what happens to chunks on their way
 * @param recording whether outcomes hold the parties' views
 * @param nanoClock read on the parties' threads, to tell how long they compute and wait
 */
public record Simulation(
    Suite suite,
    SecurityModel model,
    Function<PartyIndex, SecureRandom> randoms,
    Supplier<OpeningGuard> guards,
    Duration deadline,
    Tampering tampering,
    boolean recording,
    LongSupplier nanoClock) {

  private static final byte[] SESSION_ID = "simulation".getBytes(StandardCharsets.UTF_8);

  /** A session with fresh randomness, no tampering, no recording and a deadline of ten minutes: parties may compute for long. */
  public static Simulation of(Suite suite, SecurityModel model, Supplier<OpeningGuard> guards) {
    return new Simulation(
        suite, model, party -> new SecureRandom(), guards, Duration.ofMinutes(10), Tampering.NONE, false, System::nanoTime);
  }

  public Simulation withRandoms(Function<PartyIndex, SecureRandom> other) {
    return new Simulation(suite, model, other, guards, deadline, tampering, recording, nanoClock);
  }

  public Simulation withDeadline(Duration other) {
    return new Simulation(suite, model, randoms, guards, other, tampering, recording, nanoClock);
  }

  public Simulation withTampering(Tampering other) {
    return new Simulation(suite, model, randoms, guards, deadline, other, recording, nanoClock);
  }

  public Simulation recordingViews() {
    return new Simulation(suite, model, randoms, guards, deadline, tampering, true, nanoClock);
  }

  /** @param other for example one that counts the calling thread's CPU time, for a machine that runs more parties than it has cores */
  public Simulation withClock(LongSupplier other) {
    return new Simulation(suite, model, randoms, guards, deadline, tampering, recording, other);
  }

  /**
   * Runs the program at every party.
   *
   * @return the outcomes in the order of the parties
   * @throws SimulationFailedException if a party fails
   */
  public <T> List<PartyOutcome<T>> run(PartyProgram<T> program) {
    Pipe[][] pipes = pipes();
    List<Running<T>> parties = new ArrayList<>();
    Failures failures = new Failures();
    for (int i = 1; i <= model.parties(); i++) {
      parties.add(new Running<>(new PartyIndex(i), pipes, program, failures));
    }
    parties.forEach(party -> party.thread.start());
    parties.forEach(Running::join);
    failures.throwIfAny();
    return parties.stream().map(party -> party.outcome).toList();
  }

  private Pipe[][] pipes() {
    int n = model.parties();
    Pipe[][] pipes = new Pipe[n][n];
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        pipes[from][to] = new Pipe(new PartyIndex(from + 1), new PartyIndex(to + 1), deadline);
      }
    }
    return pipes;
  }

  /** One party on its thread. */
  private final class Running<T> {
    private final PartyIndex me;
    private final Pipe[][] pipes;
    private final PartyProgram<T> program;
    private final Failures failures;
    private final Thread thread;
    private PartyOutcome<T> outcome;

    Running(PartyIndex me, Pipe[][] pipes, PartyProgram<T> program, Failures failures) {
      this.me = me;
      this.pipes = pipes;
      this.program = program;
      this.failures = failures;
      this.thread = new Thread(this::run, "simulated-party-" + me);
      this.thread.setDaemon(true);
    }

    private void run() {
      String how = "has ended";
      try {
        outcome = outcome();
      } catch (RuntimeException | Error failure) {
        failures.add(me, failure);
        how = "has failed: " + failure;
      } finally {
        for (int i = 0; i < pipes.length; i++) {
          pipes[me.value() - 1][i].ended(me, how);
          pipes[i][me.value() - 1].ended(me, how);
        }
      }
    }

    private PartyOutcome<T> outcome() {
      SimulatedNetwork network = new SimulatedNetwork(me, pipes, tampering, recording);
      Seat seat = new Seat(me, SESSION_ID, network, randoms.apply(me), nanoClock, guards.get());
      try (SuiteSession session = suite.open(model, seat)) {
        T result = program.run(me, session);
        return new PartyOutcome<>(me, result, session.trace(), network.view());
      }
    }

    private void join() {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        thread.interrupt();
        Thread.currentThread().interrupt();
        throw new PeerStoppedException(me, "was still running when the simulation was interrupted");
      }
    }
  }

  /** What went wrong, in the order it did. */
  private static final class Failures {
    private final SortedMap<PartyIndex, Throwable> byParty = new TreeMap<>();
    private Throwable first;

    synchronized void add(PartyIndex party, Throwable failure) {
      if (first == null) {
        first = failure;
      }
      byParty.put(party, failure);
    }

    synchronized void throwIfAny() {
      if (first != null) {
        throw new SimulationFailedException(first, byParty);
      }
    }
  }
}
