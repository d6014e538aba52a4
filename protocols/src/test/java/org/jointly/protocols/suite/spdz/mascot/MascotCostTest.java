package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a batch of triples costs, counted by hand from the description of {@link TripleBatch}. */
class MascotCostTest {

  @ParameterizedTest
  @CsvSource({"3, 61, 64", "3, 61, 2048", "4, 61, 64", "3, 127, 64"})
  void batchOfTriples_costsWhatThePaperSays(int parties, int bits, int size) {
    PrimeField field = bits == 61 ? PrimeFields.MERSENNE_61 : PrimeFields.MERSENNE_127;
    Amounts batch = new Amounts(size, 0, Amounts.none(parties).masks());
    RoundTrace one = new Kitchen(parties, field).cook(batch).traces().get(0);
    RoundTrace two = new Kitchen(parties, field).cook(batch, batch).traces().get(0);

    int k = field.bits();
    int factors = bits == 61 ? 4 : 3;
    long transfers = (long) k * factors * size;
    long committed = FrameLayout.frameBytes(32 + 32);
    long coins = committed + FrameLayout.frameBytes(32 + 64);
    long toEachPeer = FrameLayout.frameBytes(transfers * 16 + 128 * 8)
        + coins
        + FrameLayout.frameBytes(129 * 8)
        + FrameLayout.frameBytes(transfers * field.bytes())
        + coins
        + FrameLayout.frameBytes((5L * size + 1) * k * field.bytes())
        + coins
        + FrameLayout.frameBytes(field.bytes())
        + committed + FrameLayout.frameBytes((long) parties * field.bytes() + 64)
        + coins
        + FrameLayout.frameBytes((long) size * field.bytes())
        + coins
        + committed + FrameLayout.frameBytes(field.bytes() + 64);
    assertThat(two.rounds().size() - one.rounds().size()).isEqualTo(20);
    assertThat(two.bytesSent() - one.bytesSent()).isEqualTo((parties - 1) * toEachPeer);
  }

  /** Whatever else is in a batch, it is less than a twentieth of what grows with it. */
  @ParameterizedTest
  @CsvSource("2048, 8304")
  void aTriple_costs8304BytesToEveryPeer(int size, int bytes) {
    Amounts batch = new Amounts(size, 0, List.of(0L, 0L, 0L));
    long sent = new Kitchen(3, PrimeFields.MERSENNE_61).cook(batch).traces().get(0).bytesSent();

    assertThat(sent / (2.0 * size)).isBetween((double) bytes, 1.05 * bytes);
  }
}
