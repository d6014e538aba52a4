package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of three parties in earnest, each with a folder of its own. */
final class StoredSessionsTest {
  private static final int PARTIES = 3;
  /** Triples come in 64s. */
  private static final long MADE = 64;
  private static final Bytes32 ROSTER = Bytes32.of(new byte[Bytes32.LENGTH]);
  private static final Instant TODAY = Instant.parse("2026-11-21T08:00:00Z");
  private static final OpeningGuard ANYTHING = (label, elements) -> {};

  @TempDir private Path home;
  private final SecureRandom random = new SecureRandom();
  private final Suite spdz = Catalog.standard().suite("spdz").orElseThrow();
  private final SecurityModel model = spdz.model(PARTIES, Adversary.MALICIOUS, 50, 0);
  private List<MaterialFolder> folders = List.of();

  @BeforeEach
  void open() {
    folders = IntStream.rangeClosed(1, PARTIES).mapToObj(party -> MaterialFolder.open(
        new MaterialPlace(home.resolve("material" + party), home.resolve(party + ".key"), ROSTER), random)).toList();
  }

  @AfterEach
  void close() {
    folders.forEach(MaterialFolder::close);
  }

  private void restart() {
    close();
    open();
  }

  /** The suite, and what a party does before it sits down. */
  private record Seated(Suite suite, BiFunction<SecurityModel, Seat, Seat> seating) implements Suite {
    @Override
    public String name() {
      return suite.name();
    }

    @Override
    public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
      return suite.model(parties, adversary, valueBits, comparedBits);
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      return suite.open(model, seating.apply(model, seat));
    }
  }

  private MaterialFolder folder(Seat seat) {
    return folders.get(seat.me().value() - 1);
  }

  /** As many triples and masks of every party; where the last session is only there to run the making. */
  private void make(Instant when) {
    Bytes32 id = Bytes32.random(random);
    Preprocessing amounts = new Preprocessing(new TreeMap<>(Map.of("triples", MADE, "masks", PARTIES * MADE)));
    Suite making = new Seated(spdz, (agreed, seat) -> {
      try (NewLot lot = folder(seat).make(id, spdz.name(), agreed.field(), when)) {
        spdz.preprocess(agreed, seat, amounts, lot);
        lot.seal();
        lot.commit();
      }
      return seat;
    });
    Simulation.of(making, model, () -> ANYTHING).run((me, session) -> me);
  }

  /** @return whether it made any material */
  private boolean multiply(int length) {
    List<Bytes32> common = common();
    Suite stored = new Seated(spdz, (agreed, seat) -> new Seat(
        seat.me(), seat.sessionId(), seat.network(), seat.random(), seat.nanoClock(), seat.guard(),
        folder(seat).offer(agreed.field(), false).amongst(common), seat.observer()));
    IntegerVector mine = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> i).toArray());
    return Simulation.of(stored, model, () -> ANYTHING).run((me, session) -> {
      IntegerVector squares = session.run("squares", root -> {
        DRes<SecretVector> sum = VectorNumeric.using(root).sumOfInputs(mine, length);
        return VectorNumeric.using(root).open("squares", VectorNumeric.using(root).multiply(sum, sum));
      });
      assertThat(squares.toLongs()).isEqualTo(IntStream.range(0, length).mapToLong(i -> 9L * i * i).toArray());
      return session.trace().rounds().stream().anyMatch(round -> round.step().equals("preprocessing"));
    }).get(0).result();
  }

  /** As nodes agree on them. */
  private List<Bytes32> common() {
    List<Bytes32> common = new ArrayList<>(folders.get(0).ready(model.field()));
    folders.forEach(folder -> common.retainAll(folder.ready(model.field())));
    return common;
  }

  private List<SortedMap<String, Long>> left() {
    return folders.stream().map(folder -> folder.next(model.field(), folder.ready(model.field()))).toList();
  }

  private void takeAt(int party, String kind, long count) {
    MaterialStore.Lot lot = folders.get(party - 1).claim(model.field()).orElseThrow();
    lot.take(kind, lot.left().get(kind).from(), count);
    lot.release();
  }

  @Test
  void sessions_onWhatIsStored_makeNothing_alsoAfterARestart() {
    make(TODAY);

    assertThat(multiply(10)).isFalse();
    restart();
    assertThat(multiply(10)).isFalse();

    assertThat(left()).allSatisfy(left -> assertThat(left).containsEntry("triples", MADE - 20).containsEntry("masks 2", MADE - 20));
  }

  @Test
  void session_whereOnePartyIsAhead_goesOnFromThereAtAll() {
    make(TODAY);
    takeAt(2, "triples", 7);
    takeAt(3, "masks 1", 3);

    assertThat(multiply(10)).isFalse();

    assertThat(left()).allSatisfy(left -> assertThat(left)
        .containsEntry("triples", MADE - 17).containsEntry("masks 1", MADE - 13).containsEntry("masks 2", MADE - 10));
  }

  /** As when its node was killed while it used it. */
  @Test
  void sessions_whereOnePartyHasLostALot_useTheNext() {
    make(TODAY);
    make(TODAY.plusSeconds(1));
    folders.get(2).claim(model.field()).orElseThrow();
    restart();

    assertThat(multiply(5)).isFalse();

    assertThat(left().get(2)).containsEntry("triples", MADE - 5);
    assertThat(left().get(0)).as("of the lot that is not used any more").containsEntry("triples", MADE);
  }

  @Test
  void session_thatNeedsMore_makesTheRest() {
    make(TODAY);

    assertThat(multiply((int) MADE + 2)).isTrue();

    assertThat(folders).allSatisfy(folder -> assertThat(folder.claim(model.field())).isEmpty());
  }
}
