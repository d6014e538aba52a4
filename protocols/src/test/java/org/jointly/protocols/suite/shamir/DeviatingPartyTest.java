package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.UnsupportedSetting;
import org.jointly.protocols.round.RoundStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A party that computes with care, but something else. */
class DeviatingPartyTest {
  private static final int CHEATER = 1;
  private static final int LENGTH = 300;

  private static final ShamirSuite SUITE = new ShamirSuite();

  static Stream<SecurityModel> settings() {
    return IntStream.of(3, 4, 5, 7).boxed().flatMap(n -> Stream.of(59, 100)
        .map(bits -> SUITE.model(n, Adversary.MALICIOUS, bits, 0)));
  }

  static Stream<SecurityModel> smallSettings() {
    return settings().filter(model -> model.fieldBits() == 61);
  }

  /** A gate on two vectors. */
  private interface Gate {
    ShamirGate<ShamirShares> on(DRes<SecretVector> left, DRes<SecretVector> right);
  }

  /** Multiplies as {@link MultiplyGate}, but a product that is off by a number in one place. */
  private static final class SkewedMultiplyGate extends ShamirGate<ShamirShares> implements VerifiedGate {
    private final DRes<SecretVector> left;
    private final DRes<SecretVector> right;
    private DealtSum sum;

    SkewedMultiplyGate(DRes<SecretVector> left, DRes<SecretVector> right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
      if (round == 0) {
        sum = new DealtSum(resources::reducesDegree, LENGTH);
        sum.deal(resources, network, piece -> {
          long[] product = new long[shares(left).elements().length];
          resources.field().multiply(shares(left).elements(), shares(right).elements(), product);
          resources.field().scale(product, resources.reductionWeight(), product);
          long[] off = new long[product.length];
          off[(LENGTH - 1) * resources.field().limbs()] = 5;
          resources.field().add(product, off, product);
          return product;
        });
        return EvaluationStatus.HAS_MORE_ROUNDS;
      }
      ShamirShares result = sum.receive(resources, network);
      resources.claims().products(shares(left).elements(), shares(right).elements(), result.elements());
      return done(result);
    }
  }

  /** Runs one gate at all parties but the cheater, another there, and opens; the honest parties' results and failures. */
  private static Map<Integer, Throwable> failures(SecurityModel model, Gate honest, Gate cheating) {
    Map<Integer, IntegerVector> opened = new ConcurrentHashMap<>();
    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> Simulation.of(SUITE, model, Openings::everyLabel).run((me, session) -> {
          IntegerVector result = session.run("test", root -> root.par(par -> {
            VectorNumeric vectors = VectorNumeric.using(par);
            DRes<SecretVector> left = vectors.sumOfInputs(IntegerVector.zeros(LENGTH), LENGTH);
            DRes<SecretVector> right = vectors.sumOfInputs(IntegerVector.zeros(LENGTH), LENGTH);
            return () -> new DRes[] {left, right};
          }).seq((seq, operands) -> appended(
              seq, (me.value() == CHEATER ? cheating : honest).on(vector(operands[0]), vector(operands[1]))))
              .seq((seq, product) -> VectorNumeric.using(seq).open("result", DRes.of(product))));
          opened.put(me.value(), result);
          return result;
        }));
    opened.remove(CHEATER);
    assertThat(opened).isEmpty();
    assertThat(failure).isNotNull();
    Map<Integer, Throwable> failures = new ConcurrentHashMap<>();
    failure.failures().forEach((party, cause) -> failures.put(party.value(), cause));
    return failures;
  }

  @SuppressWarnings("unchecked")
  private static DRes<SecretVector> vector(DRes<?> operand) {
    return (DRes<SecretVector>) operand;
  }

  private static DRes<SecretVector> appended(ProtocolBuilderNumeric builder, ShamirGate<ShamirShares> gate) {
    DRes<ShamirShares> shares = builder.append(gate);
    return shares::out;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void product_offByANumber_failsTheVerificationEverywhere(SecurityModel model) {
    Map<Integer, Throwable> failures = failures(model, MultiplyGate::new, SkewedMultiplyGate::new);

    for (int party = 2; party <= model.parties(); party++) {
      assertThat(failures.get(party)).as("party %s", party).hasMessageContaining("the verification of the products failed");
    }
  }

  /** A gate that computes honestly on other shares than the party has. */
  private static DRes<SecretVector> shifted(DRes<SecretVector> vector) {
    return () -> {
      ShamirShares shares = (ShamirShares) vector.out();
      long[] other = shares.elements().clone();
      other[0] ^= 1;
      return new ShamirShares(other, shares.length());
    };
  }

  @ParameterizedTest
  @MethodSource("settings")
  void multiplication_withAnotherShare_isNoticed(SecurityModel model) {
    Map<Integer, Throwable> failures =
        failures(model, MultiplyGate::new, (left, right) -> new MultiplyGate(left, shifted(right)));

    assertThat(failures.keySet()).containsAll(IntStream.rangeClosed(2, model.parties()).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void innerProduct_withAnotherShare_isNoticed(SecurityModel model) {
    Map<Integer, Throwable> failures =
        failures(model, InnerProductGate::new, (left, right) -> new InnerProductGate(left, shifted(right)));

    assertThat(failures.keySet()).containsAll(IntStream.rangeClosed(2, model.parties()).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("smallSettings")
  void comparison_ofTheBitsOfAnotherNumber_isNoticed(SecurityModel model) {
    Map<Integer, Throwable> failures = failures(
        model,
        (left, right) -> new VerifiedComparisonGate(ComparisonGate.distance(left, right, 20), 20),
        (left, right) -> new VerifiedComparisonGate(ComparisonGate.distance(left, shifted(right), 20), 20));

    assertThat(failures.keySet()).containsAll(IntStream.rangeClosed(2, model.parties()).boxed().toList());
  }

  /** Deals numbers that add up to the right one but are no bits: two ones less at one place, one more at the next. */
  private static final class NoBitsGate extends ShamirGate<ShamirShares> implements VerifiedGate {
    private final Function<PrimeField, ShamirShares> distance;
    private Optional<RoundStep> running = Optional.empty();
    private ShamirShares answer;

    NoBitsGate(Function<PrimeField, ShamirShares> distance) {
      this.distance = distance;
    }

    @Override
    public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
      if (round == 0) {
        ShamirShares numbers = distance.apply(resources.field());
        running = Optional.of(new ProvenTopBit(resources, numbers, 20, result -> answer = result) {
          @Override
          long[] bits(long[] values, int piece) {
            long[] bits = super.bits(values, piece);
            long[] change = new long[bits.length];
            System.arraycopy(resources.field().element(-2), 0, change, 0, resources.field().limbs());
            change[LENGTH * resources.field().limbs()] = 1;
            resources.field().add(bits, change, bits);
            return bits;
          }
        }.start());
      } else {
        running = running.orElseThrow().receive(network);
      }
      running.ifPresent(step -> step.send(network));
      return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : done(answer);
    }
  }

  @ParameterizedTest
  @MethodSource("smallSettings")
  void comparison_ofWhatAreNoBits_failsTheVerificationEverywhere(SecurityModel model) {
    Map<Integer, Throwable> failures = failures(
        model,
        (left, right) -> new VerifiedComparisonGate(ComparisonGate.distance(left, right, 20), 20),
        (left, right) -> new NoBitsGate(ComparisonGate.distance(left, right, 20)));

    for (int party = 2; party <= model.parties(); party++) {
      assertThat(failures.get(party)).hasMessageContaining("the verification of the products failed");
    }
  }

  /** A site that would count for several. */
  @ParameterizedTest
  @MethodSource("settings")
  void sumOfBits_withATwo_failsTheVerificationEverywhere(SecurityModel model) {
    Map<Integer, IntegerVector> opened = new ConcurrentHashMap<>();
    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> Simulation.of(SUITE, model, Openings::everyLabel).run((me, session) -> {
          IntegerVector mine = me.value() == CHEATER ? IntegerVector.of(1, 2) : IntegerVector.of(1, 0);
          IntegerVector result = session.run("test", root -> root
              .seq(seq -> VectorNumeric.using(seq).sumOfBits(mine, 2))
              .seq((seq, sum) -> VectorNumeric.using(seq).open("result", DRes.of(sum))));
          opened.put(me.value(), result);
          return result;
        }));

    assertThat(opened).isEmpty();
    assertThat(failure.failures().values()).hasSize(model.parties())
        .allSatisfy(cause -> assertThat(cause).hasMessageContaining("the verification of the products failed"));
  }

  @ParameterizedTest
  @MethodSource("smallSettings")
  void sumOfBits_ofBits_isTheirSum(SecurityModel model) {
    List<PartyOutcome<IntegerVector>> outcomes = Simulation.of(SUITE, model, Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root
            .seq(seq -> VectorNumeric.using(seq).sumOfBits(IntegerVector.of(1, me.value() == 2 ? 1 : 0), 2))
            .seq((seq, sum) -> VectorNumeric.using(seq).open("result", DRes.of(sum)))));

    assertThat(outcomes).allSatisfy(outcome -> {
      assertThat(outcome.result().at(0).intValueExact()).isEqualTo(model.parties());
      assertThat(outcome.result().at(1).intValueExact()).isEqualTo(1);
    });
  }

  @Test
  void gate_thatCannotBeVerified_isRefusedBeforeAnythingIsSent() {
    SecurityModel model = SUITE.model(3, Adversary.MALICIOUS, 59, 0);
    Function<SecretVector, ShamirGate<ShamirShares>> unverified = vector -> new DecompositionGate(() -> vector, 8);

    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> Simulation.of(SUITE, model, Openings::everyLabel).run((me, session) -> session.run("test", root -> {
          DRes<SecretVector> known = VectorNumeric.using(root).known(IntegerVector.of(7));
          return root.seq(seq -> appended(seq, unverified.apply(known.out())));
        })));

    assertThat(failure.failures().values()).hasSize(3).allSatisfy(cause -> assertThat(cause)
        .isInstanceOf(UnsupportedSetting.class)
        .hasMessageContaining("cannot verify DecompositionGate"));
  }

  @Test
  void openingToOne_withAnotherShare_stopsItsReceiver() {
    SecurityModel model = SUITE.model(3, Adversary.MALICIOUS, 59, 0);
    PartyIndex receiver = new PartyIndex(3);

    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> Simulation.of(SUITE, model, Openings::everyLabel).run((me, session) -> session.run("test", root -> {
          VectorNumeric vectors = VectorNumeric.using(root);
          DRes<SecretVector> sum = vectors.sumOfInputs(IntegerVector.zeros(LENGTH), LENGTH);
          return vectors.open("result", me.value() == CHEATER ? shifted(sum) : sum, receiver);
        })));

    assertThat(failure.failures()).hasSize(3);
    assertThat(failure.failures().get(receiver)).hasMessageContaining("lie on no polynomial of degree 1");
  }
}
