package org.jointly.protocols.release;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.ListedOpenings;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.shamir.ShamirSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConjunctionTest {
  private static final ShamirSuite SUITE = new ShamirSuite();
  private static final SecurityModel MODEL = SUITE.model(3, Adversary.SEMI_HONEST, 20, 0);
  private static final String OPENED = "all";

  @ParameterizedTest(name = "{0} vectors of {1} bits: {2} rounds, {3} along the vector")
  @CsvSource({"1, 1, 0, 0", "1, 5, 0, 3", "2, 1, 1, 1", "2, 4, 1, 3", "3, 3, 2, 4", "5, 6, 3, 5"})
  void product_ofRandomBits_isOneWhereAllAre(int vectors, int length, int rounds, int roundsAlong) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<long[]> bits = IntStream.range(0, vectors)
        .mapToObj(i -> LongStream.generate(() -> random.nextInt(8) > 0 ? 1 : 0).limit(length).toArray())
        .toList();
    long[] each = IntStream.range(0, length)
        .mapToLong(cell -> bits.stream().mapToLong(vector -> vector[cell]).min().orElseThrow())
        .toArray();

    check("seed " + seed, bits, false, each, rounds);
    check("seed " + seed, bits, true, new long[] {Arrays.stream(each).min().orElseThrow()}, roundsAlong);
  }

  /** A count of the whole stands for every cell. */
  @ParameterizedTest
  @CsvSource({"0", "1"})
  void product_withAVectorOfOneBit_isTakenWithEveryElement(long whole) {
    List<long[]> bits = List.of(new long[] {whole}, new long[] {1, 0, 1}, new long[] {1});

    check("one bit", bits, false, new long[] {whole, 0, whole}, 2);
    check("one bit", bits, true, new long[] {0}, 3);
  }

  private static void check(String what, List<long[]> bits, boolean along, long[] expected, int rounds) {
    List<PartyOutcome<IntegerVector>> outcomes =
        Simulation.of(SUITE, MODEL, () -> ListedOpenings.of(Map.of(OPENED, (long) expected.length)))
            .run((me, session) -> {
              DRes<SecretVector> product = session.run("product", root -> {
                List<Conjunction.Bits> secret = new ArrayList<>();
                bits.forEach(vector -> secret.add(new Conjunction.Bits(
                    VectorNumeric.using(root).known(IntegerVector.of(vector)), vector.length)));
                DRes<List<DRes<SecretVector>>> all = Conjunction.of(root, List.of(new Conjunction(secret, along)));
                return () -> all.out().get(0);
              });
              return session.run("open", root -> VectorNumeric.using(root).open(OPENED, product));
            });

    assertThat(outcomes).allSatisfy(outcome -> {
      assertThat(outcome.result().toLongs()).as(what).isEqualTo(expected);
      assertThat(outcome.trace().rounds().stream().filter(round -> round.step().equals("product"))).as(what).hasSize(rounds);
    });
  }
}
