package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Party 1 deviates once in each kind of message, towards party 2 or all the same; whoever notices says in which check, and nobody
 * has a result. (What the last message can do, {@link SpdzTamperTest} says.)
 */
class SpdzCheatTest {
  private static final int LENGTH = 4;

  /** What is changed: the last byte of the number-th chunk that party 1 sends to party 2; 1, 2, 4 and 5 are the dealer's. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0  | offer of material        | has seen other messages than this party, before the coins of the MAC check before an opening
      3  | input                    | has seen other messages than this party, before the coins of the MAC check before an opening
      6  | Beaver opening           | has seen other messages than this party, before the coins of the MAC check before an opening
      7  | hash of what was opened  | has seen other messages than this party, before the coins of the MAC check before an opening
      8  | hash of commitments      | has seen other commitments than this party in the coins of the MAC check before an opening
      9  | hash of what was opened  | has seen other messages than this party, before the MAC check before an opening
      10 | hash of commitments      | has seen other commitments than this party in the MAC check before an opening
      11 | opening                  | has seen other messages than this party, before the coins of the MAC check of an opening
      """)
  void changedMessage_isNoticedInItsCheck(int number, String what, String message) {
    Set<Integer> finished = Collections.newSetFromMap(new ConcurrentHashMap<>());
    Tampering tampering = (from, to, sent, bytes) -> {
      if (from.value() == 1 && to.value() == 2 && sent == number) {
        bytes[bytes.length - 8] ^= 1;
      }
      return bytes;
    };

    assertThatThrownBy(() -> run(tampering, finished)).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
        assertThat(violations(failure)).as(what).isNotEmpty().anySatisfy(said -> assertThat(said).contains(message)));
    assertThat(finished).isEmpty();
  }

  /** In an exchange: the commitment, and what is opened. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      7  | commitment to coins | the coins of the MAC check before an opening
      8  | coins               | opens another value than it committed to in the coins of the MAC check before an opening
      9  | commitment          | the MAC check before an opening
      10 | share of zero       | opens another value than it committed to in the MAC check before an opening
      """)
  void changedCommitment_isNoticedInItsCheck(int number, String what, String message) {
    Set<Integer> finished = Collections.newSetFromMap(new ConcurrentHashMap<>());
    Tampering tampering = (from, to, sent, bytes) -> {
      if (from.value() == 1 && to.value() == 2 && sent == number) {
        bytes[7] ^= 1;
      }
      return bytes;
    };

    assertThatThrownBy(() -> run(tampering, finished)).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
        assertThat(violations(failure)).as(what).isNotEmpty().anySatisfy(said -> assertThat(said).contains(message)));
    assertThat(finished).isEmpty();
  }

  /** It tells all others the same wrong numbers, and believes in them itself: only the MACs know. */
  @ParameterizedTest
  @CsvSource({"1, 0", "0, 1", "1, 1"})
  void wrongShare_isNoticedByTheMacCheck(long errorOfShare, long errorOfMac) {
    Set<Integer> finished = Collections.newSetFromMap(new ConcurrentHashMap<>());

    assertThatThrownBy(() -> run(withWrongTriple(errorOfShare, errorOfMac), Tampering.NONE, finished)).isInstanceOfSatisfying(
        SimulationFailedException.class, failure -> assertThat(violationsByParty(failure)).hasSize(3).allSatisfy((party, said) ->
            assertThat(said).isEqualTo("the MAC check before an opening failed: what was opened is not what was shared; session aborted")));
    assertThat(finished).isEmpty();
  }

  private interface Masking {
    DRes<?> on(VectorNumeric vectors, DRes<SecretVector> product);
  }

  private static final Map<String, Masking> MASKINGS = Map.of(
      "atLeast", (vectors, product) -> vectors.atLeast(product, IntegerVector.zeros(LENGTH), 20),
      "lessThan", (vectors, product) -> vectors.lessThan(product, product, 20),
      "sort", (vectors, product) -> vectors.sort(List.of(product), 20),
      "searchSorted", (vectors, product) -> vectors.searchSorted(product, LENGTH, IntegerVector.of(2), 20),
      "fractionDigits", (vectors, product) -> vectors.fractionDigits(product, product, LENGTH, new int[] {0, 1, 2, 3}, 20, 16).get(0));

  /**
   * It makes a product x·y another by e·y, and knows e. Where the product is hidden by forty bits more than it should have, an e as wide as these
   * would show y: so nobody sends what is masked.
   */
  @ParameterizedTest
  @ValueSource(strings = {"atLeast", "lessThan", "sort", "searchSorted", "fractionDigits"})
  void wrongProduct_isNoticedBeforeItIsOpenedUnderANarrowMask(String masking) {
    Set<Integer> finished = Collections.newSetFromMap(new ConcurrentHashMap<>());
    SpdzSuite suite = withWrongTriple(1, 0);

    assertThatThrownBy(() -> Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 100, 20), Openings::everyLabel)
        .withDeadline(Duration.ofSeconds(20))
        .run((me, session) -> {
          session.run("test", root -> {
            VectorNumeric vectors = VectorNumeric.using(root);
            DRes<SecretVector> sum = vectors.sumOfInputs(IntegerVector.of(0, 1, 2, 3), LENGTH);
            DRes<?> result = MASKINGS.get(masking).on(vectors, vectors.multiply(sum, sum));
            return () -> result.out();
          });
          return finished.add(me.value());
        })).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
            assertThat(violationsByParty(failure)).hasSize(3).allSatisfy((party, said) ->
                assertThat(said).startsWith("the MAC check before a masked opening failed")));
    assertThat(finished).isEmpty();
  }

  /** Of party 1 the first element of the first triple. */
  private static SpdzSuite withWrongTriple(long errorOfShare, long errorOfMac) {
    return new SpdzSuite(InsecureDealer.method(place -> {
      MaterialMaker honest = InsecureDealer.method().open(place);
      return place.me().value() != 1 ? honest : new MaterialMaker() {
        @Override
        public RoundStep make(Amounts atLeast, Consumer<Material> made) {
          return honest.make(atLeast, material -> {
            if (atLeast.triples() > 0) {
              material.triples().a().values()[0] ^= errorOfShare;
              material.triples().a().macs()[0] ^= errorOfMac;
            }
            made.accept(material);
          });
        }

        @Override
        public void close() {
          honest.close();
        }
      };
    }));
  }

  private static Map<PartyIndex, String> violationsByParty(SimulationFailedException failure) {
    Map<PartyIndex, String> said = new TreeMap<>();
    failure.failures().forEach((party, thrown) -> {
      if (thrown instanceof ProtocolViolationException) {
        said.put(party, thrown.getMessage());
      }
    });
    return said;
  }

  private static Iterable<String> violations(SimulationFailedException failure) {
    return violationsByParty(failure).values();
  }

  private static void run(Tampering tampering, Set<Integer> finished) {
    run(new SpdzSuite(InsecureDealer.method()), tampering, finished);
  }

  private static void run(SpdzSuite suite, Tampering tampering, Set<Integer> finished) {
    Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 50, 0), Openings::everyLabel)
        .withDeadline(Duration.ofSeconds(20))
        .withTampering(tampering)
        .run((me, session) -> {
          IntegerVector mine = IntegerVector.of(1, 2, 3, me.value());
          IntegerVector opened = session.run("test", root -> {
            DRes<SecretVector> sum = VectorNumeric.using(root).sumOfInputs(mine, LENGTH);
            return VectorNumeric.using(root).open("result", VectorNumeric.using(root).multiply(sum, sum));
          });
          finished.add(me.value());
          return opened;
        });
  }
}
