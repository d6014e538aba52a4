package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.alexandra.fresco.framework.DRes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.simulation.InsecureSeededRandom;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four parties have one more honest share than a polynomial needs, so that a dealer can leave them shares that lie on none, and products
 * that depend on honest shares. What the verification then opens may tell no more than what the dealer chose.
 */
class NoPolynomialTest {
  private static final int PARTIES = 4;
  private static final int[] MULTIPLIERS = {1, 2, 3};
  /** A header, a length, and three elements: of F, G and H. */
  private static final int OPENING_BYTES = 4 + 1 + 3 * Long.BYTES;
  private static final PrimeField FIELD = PrimeFields.MERSENNE_61;

  private interface Program {
    DRes<SecretVector> on(VectorNumeric vectors, DRes<SecretVector> sum);
  }

  /** The last messages of three elements that each party sent: its shares of F, G and H. */
  private static Map<Integer, long[]> opened(int dealer, int victim, long honestInput, Program program) {
    Map<Integer, long[]> last = new ConcurrentHashMap<>();
    Tampering bending = (from, to, number, bytes) -> {
      if (bytes.length == OPENING_BYTES) {
        long[] shares = new long[3];
        FIELD.decode(bytes, 5, 3, shares, 0);
        last.put(from.value(), shares);
      }
      boolean deals = ByteBuffer.wrap(bytes).getInt() == 2 && from.value() == dealer && to.value() == victim;
      if (deals) {
        bytes[5] ^= 1;
      }
      return bytes;
    };
    SimulationFailedException failure = catchThrowableOfType(SimulationFailedException.class, () ->
        Simulation.of(new ShamirSuite(), new ShamirSuite().model(PARTIES, Adversary.MALICIOUS, 59, 0), Openings::everyLabel)
            .withRandoms(party -> new InsecureSeededRandom(party.value()))
            .withTampering(bending)
            .run((me, session) -> session.run("test", root -> root
                .seq(seq -> VectorNumeric.using(seq).sumOfInputs(IntegerVector.of(me.value() == dealer ? 3 : honestInput), 1))
                .seq((seq, sum) -> program.on(VectorNumeric.using(seq), DRes.of(sum)))
                .seq((seq, result) -> VectorNumeric.using(seq).open("result", DRes.of(result))))));
    assertThat(failure).hasCauseInstanceOf(ProtocolViolationException.class).hasMessageContaining("lie on no polynomial");
    assertThat(last).hasSize(PARTIES);
    return last;
  }

  /** The two honest parties whose shares the dealer has not bent. */
  private static int[] straight(int dealer, int victim) {
    return IntStream.rangeClosed(1, PARTIES).filter(party -> party != dealer && party != victim).toArray();
  }

  private static long[] at0(Map<Integer, long[]> opened, int which, int[] parties) {
    long[][] weights = Lagrange.coefficients(FIELD, parties, 0);
    long[] value = FIELD.element(0);
    for (int i = 0; i < parties.length; i++) {
      FIELD.addScaled(value, new long[] {opened.get(parties[i])[which]}, weights[i]);
    }
    return value;
  }

  /** Σ λ_i·F_i·G_i over the parties that multiply, less H. */
  private static long[] errorOfTheForm(Map<Integer, long[]> opened, int[] straight) {
    long[][] weights = Lagrange.coefficients(FIELD, MULTIPLIERS, 0);
    long[] form = FIELD.element(0);
    for (int i = 0; i < MULTIPLIERS.length; i++) {
      long[] shares = opened.get(MULTIPLIERS[i]);
      FIELD.addScaled(form, FIELD.product(new long[] {shares[0]}, new long[] {shares[1]}), weights[i]);
    }
    return FIELD.difference(form, at0(opened, 2, straight));
  }

  /** F·G, each as the unbent shares have it, less H. */
  private static long[] errorOfTheProduct(Map<Integer, long[]> opened, int[] straight) {
    return FIELD.difference(FIELD.product(at0(opened, 0, straight), at0(opened, 1, straight)), at0(opened, 2, straight));
  }

  @ParameterizedTest
  @CsvSource({"1,3,product", "1,4,product", "2,1,product", "4,2,product", "4,3,product", "1,3,comparison", "4,2,comparison"})
  void whatIsOpened_ofSharesOnNoPolynomial_isTheSameForOtherSecrets(int dealer, int victim, String what) {
    Program program = what.equals("product")
        ? (vectors, sum) -> vectors.multiply(sum, sum)
        : (vectors, sum) -> vectors.atLeast(sum, IntegerVector.of(20), 10);
    int[] straight = straight(dealer, victim);

    Map<Integer, long[]> one = opened(dealer, victim, 5, program);
    Map<Integer, long[]> other = opened(dealer, victim, 171, program);

    assertThat(errorOfTheForm(other, straight)).isEqualTo(errorOfTheForm(one, straight));
    // The same said of the product does not hold where a bent share was multiplied: so the first line can fail.
    if (what.equals("product") && victim < PARTIES) {
      assertThat(errorOfTheProduct(other, straight)).isNotEqualTo(errorOfTheProduct(one, straight));
    }
  }
}
