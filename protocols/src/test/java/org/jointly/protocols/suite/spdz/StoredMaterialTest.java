package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.mascot.Mascot;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.LotKey;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialCodec;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;
import org.junit.jupiter.api.Test;

/** Sessions on material made beforehand. */
class StoredMaterialTest {
  private static final PrimeField FIELD = PrimeFields.MERSENNE_61;
  private static final int PARTIES = 3;

  /** A lot in memory, which notes what happens to it. */
  private static final class Memory implements MaterialStore.Lot {
    private final byte[] id = new byte[32];
    private final byte[] keyShare;
    private final MaterialCodec codec;
    private final Map<String, byte[]> pieces = new TreeMap<>();
    private final SortedMap<String, MaterialStore.Range> left = new TreeMap<>();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    Memory(int number, byte[] key, MaterialCodec codec, Material material) {
      this.codec = codec;
      id[0] = (byte) number;
      keyShare = key;
      for (String kind : codec.kinds()) {
        pieces.put(kind, codec.encode(kind, material));
        left.put(kind, new MaterialStore.Range(0, pieces.get(kind).length / codec.pieceBytes(kind)));
      }
    }

    @Override
    public byte[] id() {
      return id;
    }

    @Override
    public byte[] keyShare() {
      return keyShare;
    }

    @Override
    public SortedMap<String, MaterialStore.Range> left() {
      return left;
    }

    @Override
    public byte[] take(String kind, long from, long count) {
      MaterialStore.Range range = left.get(kind);
      assertThat(from).as(kind).isGreaterThanOrEqualTo(range.from());
      left.put(kind, new MaterialStore.Range(from + count, range.to()));
      events.add("take " + kind + " " + from + " " + count);
      int bytes = codec.pieceBytes(kind);
      return Arrays.copyOfRange(pieces.get(kind), (int) from * bytes, (int) (from + count) * bytes);
    }

    @Override
    public void release() {
      events.add("release");
    }

    @Override
    public void discard() {
      events.add("discard");
    }
  }

  /** The suite, and what happens before a party sits down. */
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

  private static Seat with(MaterialStore store, Seat seat) {
    return new Seat(
        seat.me(), seat.sessionId(), seat.network(), seat.random(), seat.nanoClock(), seat.guard(), store, seat.observer());
  }

  /** A lot for every party, with so many triples and masks of each. */
  private static List<Memory> lots(int triples, int masks) {
    Amounts amounts = new Amounts(triples, 0, Collections.nCopies(PARTIES, (long) masks));
    SecureRandom random = new SecureRandom();
    List<long[]> keys = IntStream.range(0, PARTIES).mapToObj(i -> new long[] {random.nextLong() >>> 4}).toList();
    return IntStream.rangeClosed(1, PARTIES).mapToObj(party -> new Memory(
        7,
        new LotKey(keys.get(party - 1), anchor(new PartyIndex(party), keys)).encode(FIELD),
        new MaterialCodec(FIELD, new PartyIndex(party), PARTIES),
        InsecureDealer.deal(new PartyIndex(party), keys, FIELD, amounts))).toList();
  }

  private static Authenticated anchor(PartyIndex party, List<long[]> keys) {
    return LotKey.anchor(FIELD, InsecureDealer.deal(party, keys, FIELD, new Amounts(0, 0, List.of(1L, 1L, 1L))).masks());
  }

  private static Simulation simulation(List<Memory> lots) {
    return simulation(lots, InsecureDealer.method());
  }

  private static Simulation simulation(List<Memory> lots, MaterialMaker.Method rest) {
    Suite suite = new Seated(new SpdzSuite(rest), (model, seat) -> with(
        field -> Optional.of((MaterialStore.Lot) lots.get(seat.me().value() - 1)).filter(lot -> field.equals(FIELD.label())), seat));
    return Simulation.of(suite, suite.model(PARTIES, Adversary.MALICIOUS, 50, 0), Openings::everyLabel);
  }

  private static void computeProducts(Simulation simulation, int length) {
    IntegerVector ones = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> i).toArray());
    simulation.run((me, session) -> {
      IntegerVector result = session.run("test", root -> {
        DRes<SecretVector> sum = VectorNumeric.using(root).sumOfInputs(ones, length);
        return VectorNumeric.using(root).open("result", VectorNumeric.using(root).multiply(sum, sum));
      });
      assertThat(result.toLongs()).isEqualTo(IntStream.range(0, length).mapToLong(i -> 9L * i * i).toArray());
      return session.trace();
    }).forEach(outcome -> assertThat(outcome.result().rounds()).isNotEmpty());
  }

  private static boolean makes(Simulation simulation, int length) {
    return simulation.run((me, session) -> {
      session.run("test", root -> VectorNumeric.using(root).sumOfInputs(IntegerVector.zeros(length), length));
      return session.trace();
    }).get(0).result().rounds().stream().anyMatch(round -> round.step().equals("preprocessing"));
  }

  @Test
  void session_onWhatIsStored_takesItAndMakesTheRest() {
    List<Memory> lots = lots(3, 5);

    computeProducts(simulation(lots), 5);

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events)
        .containsExactly("take masks 1 0 5", "take masks 2 0 5", "take masks 3 0 5", "take triples 0 3", "release"));
  }

  /** What a failing session has not used stays there for the next. */
  @Test
  void preparation_makesTheRest_andTakesNothing() {
    List<Memory> lots = lots(3, 5);

    List<RoundTrace> traces = simulation(lots).run((me, session) -> {
      session.prepare(new Preprocessing(new TreeMap<>(Map.of("triples", 4L, "masks", 15L))));
      int prepared = session.trace().rounds().size();
      assertThat(lots.get(me.value() - 1).events).isEmpty();
      session.run("test", root -> {
        DRes<SecretVector> known = VectorNumeric.using(root).known(IntegerVector.zeros(4));
        return VectorNumeric.using(root).multiply(known, known);
      });
      return new RoundTrace(session.trace().rounds().subList(prepared, session.trace().rounds().size()));
    }).stream().map(PartyOutcome::result).toList();

    assertThat(traces).allSatisfy(trace -> assertThat(trace.rounds()).extracting(RoundTrace.Round::step).containsExactly("test"));
    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).containsExactly("take triples 0 3", "release"));
  }

  @Test
  void session_afterAnother_goesOnWhereItEnded() {
    List<Memory> lots = lots(10, 10);

    computeProducts(simulation(lots), 4);
    computeProducts(simulation(lots), 4);

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).contains("take triples 4 4", "take masks 2 4 4"));
  }

  @Test
  void session_withAPartyAhead_skipsWhatItHasSpent() {
    List<Memory> lots = lots(10, 10);
    lots.get(1).take(MaterialCodec.TRIPLES, 0, 6);

    computeProducts(simulation(lots), 3);

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).contains("take triples 6 3", "take masks 1 0 3"));
  }

  @Test
  void session_withDifferentLots_usesNone() {
    List<Memory> lots = lots(10, 10);
    lots.get(2).id[5] ^= 1;

    assertThat(makes(simulation(lots), 2)).isTrue();

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).containsExactly("release"));
  }

  @Test
  void session_withEnough_makesNothing() {
    assertThat(makes(simulation(lots(0, 2)), 2)).isFalse();
    assertThat(makes(simulation(lots(0, 2)), 3)).isTrue();
  }

  /** An array of pieces ends at 2 GiB. */
  @Test
  void session_thatNeedsMuch_takesItInParts() {
    int length = (int) StoredMaterial.MOST_AT_A_TIME + 5;
    List<Memory> lots = lots(0, length);

    assertThat(makes(simulation(lots), length)).isFalse();

    assertThat(lots.get(1).events).contains(
        "take masks 1 0 " + StoredMaterial.MOST_AT_A_TIME, "take masks 1 " + StoredMaterial.MOST_AT_A_TIME + " 5");
  }

  /** Whoever opened wrongly may have learnt the key from the others' part in the check. */
  @Test
  void session_thatFailsInACheck_destroysTheLot() {
    List<Memory> lots = lots(10, 10);
    Tampering opening = (from, to, number, bytes) -> {
      if (from.value() == 1 && number == 2) {
        bytes[bytes.length - 3] ^= 1;
      }
      return bytes;
    };

    assertThatThrownBy(() -> computeProducts(simulation(lots).withTampering(opening), 3))
        .isInstanceOf(SimulationFailedException.class);

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).last().isEqualTo("discard"));
  }

  @Test
  void session_thatFailsBeforeAnyCheck_keepsTheLot() {
    List<Memory> lots = lots(10, 10);

    assertThatThrownBy(() -> simulation(lots).run((me, session) -> {
      throw new IllegalStateException("no rows");
    })).isInstanceOf(SimulationFailedException.class);

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).containsExactly("release"));
  }

  @Test
  void session_thatMakesTheRestInEarnest_linksItToTheLot() {
    List<Memory> lots = lots(3, 5);

    computeProducts(simulation(lots, new Mascot()), 5);

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).contains("take triples 0 3").endsWith("release"));
  }

  /** The check of an opened x - a, where x is from the store and a is not, would tell the cheater x. */
  @Test
  void session_thatMakesTheRestUnderAnotherKeyShare_stopsBeforeAnyOfItIsUsed() {
    List<Memory> lots = lots(0, 5);
    LotKey key = LotKey.decode(FIELD, lots.get(0).keyShare);
    FIELD.add(key.keyShare(), FIELD.element(1), key.keyShare());
    System.arraycopy(key.encode(FIELD), 0, lots.get(0).keyShare, 0, lots.get(0).keyShare.length);

    assertThatThrownBy(() -> computeProducts(simulation(lots, new Mascot()), 5)).isInstanceOfSatisfying(
        SimulationFailedException.class, failure -> assertThat(failure.failures().values()).hasSize(3).allSatisfy(thrown ->
            assertThat(thrown).hasMessageStartingWith("the check of the key shares failed")));

    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).endsWith("discard"));
  }

  @Test
  void lotKey_ofWrongBytes_isRefused() {
    byte[] tooLarge = new byte[24];
    Arrays.fill(tooLarge, (byte) -1);

    for (byte[] wrong : List.of(new byte[0], new byte[8], new byte[25], tooLarge)) {
      assertThatThrownBy(() -> LotKey.decode(FIELD, wrong)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the key of the material in store is not three elements of 2^61-1");
    }
    LotKey key = new LotKey(new long[] {1}, new Authenticated(new long[] {2}, new long[] {3}));
    assertThat(LotKey.decode(FIELD, key.encode(FIELD)).anchor().macs()).containsExactly(3);
    assertThat(key).hasToString("LotKey[redacted]");
  }

  @Test
  void codec_ofWrongBytes_isRefused() {
    MaterialCodec codec = new MaterialCodec(FIELD, new PartyIndex(2), PARTIES);
    byte[] tooLarge = new byte[16];
    Arrays.fill(tooLarge, (byte) -1);

    assertThatThrownBy(() -> codec.decode("bits", new byte[15])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> codec.decode("bits", tooLarge)).hasMessageContaining("not of elements below 2^61-1");
    assertThatThrownBy(() -> codec.decode("squares", new byte[16])).hasMessageContaining("no pieces of kind squares");
    assertThat(codec.decode("bits", new byte[0]).bits().values()).isEmpty();
    assertThat(codec.pieceBytes("masks 2")).isEqualTo(24);
    assertThat(codec.pieceBytes("masks 1")).isEqualTo(16);
  }

  /** Keeps what is put into it. */
  private static final class Kept implements MaterialSink {
    private byte[] key = new byte[0];
    private final Map<String, byte[]> pieces = new TreeMap<>();

    @Override
    public void key(byte[] keyShare) {
      key = keyShare;
    }

    @Override
    public void put(String kind, long count, byte[] more) {
      assertThat(more.length % count).isZero();
      byte[] before = pieces.getOrDefault(kind, new byte[0]);
      byte[] all = Arrays.copyOf(before, before.length + more.length);
      System.arraycopy(more, 0, all, before.length, more.length);
      pieces.put(kind, all);
    }
  }

  @Test
  void preprocess_putsWhatSessionsTake() {
    Map<PartyIndex, Kept> kept = new TreeMap<>();
    IntStream.rangeClosed(1, PARTIES).forEach(party -> kept.put(new PartyIndex(party), new Kept()));
    Preprocessing amounts = new Preprocessing(new TreeMap<>(Map.of("triples", 40L, "masks", 30L)));
    Suite spdz = new SpdzSuite(InsecureDealer.method());
    Suite suite = new Seated(spdz, (model, seat) -> {
      spdz.preprocess(model, seat, amounts, kept.get(seat.me()));
      return seat;
    });
    Simulation.of(suite, suite.model(PARTIES, Adversary.MALICIOUS, 50, 0), Openings::everyLabel).run((me, session) -> me);

    List<Memory> lots = kept.entrySet().stream().map(entry -> {
      MaterialCodec codec = new MaterialCodec(FIELD, entry.getKey(), PARTIES);
      long[] key = LotKey.decode(FIELD, entry.getValue().key).keyShare();
      Memory lot = new Memory(3, entry.getValue().key, codec, InsecureDealer.deal(
          entry.getKey(), List.of(key, key, key), FIELD, Amounts.none(PARTIES)));
      entry.getValue().pieces.forEach((kind, pieces) -> {
        lot.pieces.put(kind, pieces);
        lot.left.put(kind, new MaterialStore.Range(0, pieces.length / codec.pieceBytes(kind)));
      });
      return lot;
    }).toList();

    assertThat(lots.get(0).left.get("triples").to()).isEqualTo(40);
    computeProducts(simulation(lots), 10);
    assertThat(lots).allSatisfy(lot -> assertThat(lot.events).contains("take triples 0 10", "take masks 3 0 10"));
  }
}
