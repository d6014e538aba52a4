package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.analyst.ProgressListener;
import org.jointly.runtime.analyst.QueryClient;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two queries begin at one moment, and their sessions come to claim stored material in another order at every party. */
@Timeout(120)
class SimultaneousSessionsTest {
  private static final int PARTIES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  /** By session, what each party claimed. */
  private final Map<Bytes32, Map<Integer, Optional<Bytes32>>> claimed = new ConcurrentHashMap<>();
  private final CountDownLatch allClaimed = new CountDownLatch(2 * PARTIES);
  private final List<Turns> turns = List.of(new Turns(false), new Turns(true), new Turns(false));

  @Test
  void claim_ofTwoLotsByTwoSessions_givesEachTheSameAtAllParties() throws Exception {
    askTwice(2);

    assertThat(lots()).hasSize(2).doesNotHaveDuplicates().allMatch(Optional::isPresent);
  }

  @Test
  void claim_ofOneLotByTwoSessions_givesItToOneAtAllParties() throws Exception {
    askTwice(1);

    assertThat(lots()).hasSize(2).doesNotHaveDuplicates();
  }

  /** What each session claimed, which must be the same at all its parties. */
  private List<Optional<Bytes32>> lots() {
    List<Optional<Bytes32>> lots = new ArrayList<>();
    claimed.forEach((session, byParty) -> {
      assertThat(byParty).as("session " + session).hasSize(PARTIES);
      assertThat(new TreeSet<>(byParty.values().stream().map(Optional::toString).toList())).as("session " + session).hasSize(1);
      lots.add(byParty.get(1));
    });
    return lots;
  }

  private void askTwice(int lots) throws Exception {
    try (TestMesh mesh = new TestMesh(PARTIES, folder)) {
      Roster shamir = mesh.consortium.roster;
      Roster roster = new Roster(shamir.consortium(), shamir.parties(), shamir.analysts(), "spdz", Adversary.MALICIOUS);
      for (int i = 0; i < PARTIES; i++) {
        mesh.seat(i).roster = Optional.of(roster);
        mesh.seat(i).deadline = PATIENCE;
        mesh.seat(i).catalog = new Catalog(Catalog.standard().statistics(), List.of(new Claiming()));
      }
      for (int i = 1; i <= lots; i++) {
        byte[] id = new byte[Bytes32.LENGTH];
        Arrays.fill(id, (byte) i);
        mesh.store(Bytes32.of(id), roster, "2^61-1");
      }
      mesh.start();
      CompletableFuture<Void> one = CompletableFuture.runAsync(() -> ask(mesh, roster));
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> ask(mesh, roster));
      allClaimed.await();
      CompletableFuture.allOf(one, other).handle((none, failure) -> failure).join();
    }
  }

  private static void ask(TestMesh mesh, Roster roster) {
    new QueryClient(Clock.systemUTC(), mesh.random)
        .run(roster, mesh.consortium.analyst, mesh.party(0), TestConsortium.cohortCount(), PATIENCE, ProgressListener.SILENT);
  }

  /** Lets two sessions do something one after the other, when both are there: in the order of their ids, or the other way round. */
  private static final class Turns {
    private final boolean reversed;
    private final TreeSet<Bytes32> here = new TreeSet<>();
    private int done;

    Turns(boolean reversed) {
      this.reversed = reversed;
    }

    synchronized void take(Bytes32 session, Runnable action) throws InterruptedException {
      here.add(session);
      notifyAll();
      while (here.size() < 2 || !session.equals((done == 0) == reversed ? here.last() : here.first())) {
        wait();
      }
      action.run();
      done++;
      notifyAll();
    }
  }

  /** Claims what it finds, and ends the session when all have claimed. */
  private final class Claiming extends LikeAnother {
    Claiming() {
      super(Catalog.standard().suite("spdz").orElseThrow());
    }

    @Override
    public boolean preprocesses() {
      return true;
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      Bytes32 session = Bytes32.of(seat.sessionId());
      int me = seat.me().value();
      try {
        turns.get(me - 1).take(session, () -> {
          Optional<MaterialStore.Lot> lot = seat.store().claim(model.field());
          claimed.computeIfAbsent(session, id -> new ConcurrentHashMap<>()).put(me, lot.map(MaterialStore.Lot::id).map(Bytes32::of));
        });
        allClaimed.countDown();
        allClaimed.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      throw new DataFailure("this is as far as it goes");
    }
  }
}
