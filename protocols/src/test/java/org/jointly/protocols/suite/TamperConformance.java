package org.jointly.protocols.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a suite that claims security against malicious parties must do in every operation: whatever message is changed, in
 * whatever round, no other party accepts a result, but for a change in the very last message, which nobody can confirm: then
 * its receiver refuses and the others have the right result.
 */
public abstract class TamperConformance extends SuiteTestBed {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int BITS = 6;
  private static final IntegerVector LEFT = IntegerVector.of(3, 0, 41, 63, 9);
  private static final IntegerVector RIGHT = IntegerVector.of(5, 0, 40, 62, 11);

  private static final int FRACTION_BITS = 16;
  /** Far from those of LEFT over both, whose last digits may differ from run to run. */
  private static final IntegerVector FRACTIONS = IntegerVector.of(20_000, 20_000, 40_000, 20_000, 40_000);

  /** How many changed messages to try of each operation; all of them where there are no more. */
  protected int tries() {
    return 40;
  }

  /** Its result is the same in every run; every operand it is given reaches the result, for only then a change of it matters. */
  private interface Operation {
    DRes<SecretVector> on(ProtocolBuilderNumeric seq, List<DRes<SecretVector>> operands);
  }

  /** @param inputs of the first parties */
  private record Case(List<IntegerVector> inputs, Operation operation) {}

  private interface Unary {
    DRes<SecretVector> on(ProtocolBuilderNumeric seq, VectorNumeric vectors, DRes<SecretVector> left);
  }

  private interface Binary {
    DRes<SecretVector> on(ProtocolBuilderNumeric seq, VectorNumeric vectors, DRes<SecretVector> left, DRes<SecretVector> right);
  }

  private static Case unary(Unary operation) {
    return new Case(List.of(LEFT), (seq, operands) -> operation.on(seq, v(seq), operands.get(0)));
  }

  private static Case binary(Binary operation) {
    return new Case(List.of(LEFT, RIGHT), (seq, operands) -> operation.on(seq, v(seq), operands.get(0), operands.get(1)));
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("add", binary((seq, v, l, r) -> v.add(l, r)));
    cases.put("sumOfBits", new Case(List.of(), (seq, none) -> v(seq).sumOfBits(IntegerVector.of(1, 0, 1), 3)));
    cases.put("sumOfBits, many", new Case(List.of(), (seq, none) -> v(seq).sumOfBits(IntegerVector.zeros(40), 40)));
    cases.put("anyOf", new Case(List.of(), (seq, none) ->
        seq.seq(inner -> v(inner).sumOfBits(IntegerVector.of(1, 0, 1), 3)).seq((inner, sums) -> v(inner).anyOf(DRes.of(sums), 3))));
    cases.put("multiply", binary((seq, v, l, r) -> v.multiply(l, r)));
    cases.put("multiply by one element", binary((seq, v, l, r) -> v.multiply(l, v.sum(r))));
    cases.put("innerProduct", binary((seq, v, l, r) -> v.innerProduct(l, r)));
    cases.put("matrixProduct", binary((seq, v, l, r) -> v.matrixProduct(l, r, 1)));
    cases.put("atLeast", unary((seq, v, l) -> v.atLeast(l, RIGHT, BITS)));
    cases.put("openReached", binary((seq, v, l, r) ->
        seq.seq(inner -> v(inner).openReached(List.of(new Reached(
                "reached", List.of(new Reach(l, LEFT.length(), 5, BITS), new Reach(r, RIGHT.length(), 4, BITS)), false))).get(0).orElseThrow())
            .seq((inner, reached) -> v(inner).known(reached))));
    cases.put("atMost", unary((seq, v, l) -> v.atMost(l, RIGHT, BITS)));
    cases.put("lessThan", binary((seq, v, l, r) -> v.lessThan(l, r, BITS)));
    cases.put("lessOrEqual", binary((seq, v, l, r) -> v.lessOrEqual(l, r, BITS)));
    cases.put("equal", binary((seq, v, l, r) -> v.equal(l, r, BITS)));
    cases.put("searchSorted", unary((seq, v, l) -> v.searchSorted(v.prefixSum(l), LEFT.length(), IntegerVector.of(1, 50), BITS + 1)));
    cases.put("fractionDigits", binary((seq, v, l, r) -> v.atLeast(
        v.add(v.known(IntegerVector.of(9, 9, 9, 9, 9)),
            v.fractionDigits(l, v.add(l, r), LEFT.length(), new int[] {0, 1, 2, 3, 4}, BITS + 1, FRACTION_BITS).get(0)),
        FRACTIONS, FRACTION_BITS + 1)));
    cases.put("decompose", unary((seq, v, l) -> v.decompose(l, BITS)));
    cases.put("minimum", unary((seq, v, l) ->
        seq.seq(inner -> v(inner).minimum(l, BITS)).seq((inner, least) -> DRes.of(least.position()))));
    cases.put("select", binary((seq, v, l, r) ->
        seq.seq(inner -> v(inner).lessThan(l, r, BITS)).seq((inner, bits) -> v(inner).select(DRes.of(bits), l, r))));
    cases.put("sort", binary((seq, v, l, r) ->
        seq.seq(inner -> v(inner).sort(List.of(l, r), BITS)).seq((inner, columns) -> DRes.of(columns.get(1)))));
    cases.put("random bits", new Case(List.of(), (seq, none) ->
        seq.seq(inner -> v(inner).randomBits(5)).seq(TamperConformance::multipliedByTheirComplement)));
    return cases;
  }

  /** Zeros, of bits. */
  private static DRes<SecretVector> multipliedByTheirComplement(ProtocolBuilderNumeric seq, SecretVector bits) {
    DRes<SecretVector> complement = v(seq).subtract(v(seq).known(IntegerVector.of(1, 1, 1, 1, 1)), DRes.of(bits));
    return v(seq).multiply(DRes.of(bits), complement);
  }

  private static VectorNumeric v(ProtocolBuilderNumeric builder) {
    return VectorNumeric.using(builder);
  }

  final Stream<Arguments> settingsAndCases() {
    return settings().flatMap(model -> cases().keySet().stream().map(name -> Arguments.of(model, name)));
  }

  /** A chunk on its way: the number-th from one party to another. */
  private record Sent(int from, int to, int number, int bytes) {}

  /** How a run ended: what the parties that finished have opened, and why the others failed. */
  private record Ending(SortedMap<Integer, List<BigInteger>> finished, SortedMap<PartyIndex, Throwable> failed) {}

  @ParameterizedTest
  @MethodSource("settingsAndCases")
  void anyMessage_changed_stopsTheOthersOrChangesNothing(SecurityModel model, String name) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Case tried = cases().get(name);
    Map<List<Integer>, Sent> recorded = new ConcurrentHashMap<>();
    Ending undisturbed = run(model, tried, (from, to, number, bytes) -> {
      recorded.put(List.of(from.value(), to.value(), number), new Sent(from.value(), to.value(), number, bytes.length));
      return bytes;
    });
    assertThat(undisturbed.failed()).isEmpty();
    List<Sent> sent = new ArrayList<>(recorded.values());
    sent.sort(Comparator.comparing(Sent::from).thenComparing(Sent::to).thenComparing(Sent::number));
    Collections.shuffle(sent, random);

    for (Sent target : sent.subList(0, Math.min(sent.size(), tries()))) {
      int position = random.nextInt(target.bytes());
      int mask = 1 + random.nextInt(255);
      Ending ending = run(model, tried, (from, to, number, bytes) -> {
        if (from.value() == target.from() && to.value() == target.to() && number == target.number()) {
          bytes[position] ^= (byte) mask;
        }
        return bytes;
      });

      String what = target + ", byte " + position + " ^ " + mask + " (seed " + seed + ")";
      assertAccused(ending.failed(), target.from(), what);
      ending.finished().remove(target.from());
      if (isLast(target, sent)) {
        assertThat(ending.failed()).as(what).containsKey(new PartyIndex(target.to()));
        assertThat(undisturbed.finished().values()).as(what).containsAll(ending.finished().values());
      } else {
        assertThat(ending.finished()).as("finished in spite of %s", what).isEmpty();
      }
    }
  }

  /** Whom a party accuses, to those who have to look, must be the cheater: not one that it told other things than this party. */
  public static void assertAccused(SortedMap<PartyIndex, Throwable> failed, int cheater, String what) {
    failed.forEach((party, thrown) -> {
      if (party.value() != cheater && thrown instanceof ProtocolViolationException violation) {
        assertThat(violation.peer()).as("accused by party %s after %s: %s", party, what, violation.getMessage())
            .isIn(Optional.empty(), Optional.of(new PartyIndex(cheater)));
      }
    });
  }

  private Ending run(SecurityModel model, Case tried, Tampering tampering) {
    SortedMap<Integer, List<BigInteger>> finished = new ConcurrentSkipListMap<>();
    SortedMap<PartyIndex, Throwable> failed = new TreeMap<>();
    Simulation simulation = simulation(model).withDeadline(DEADLINE).withTampering(tampering);
    try {
      List<PartyOutcome<IntegerVector>> outcomes = simulation.run((me, session) -> {
        IntegerVector result = session.run("test", root -> root.par(par -> DRes.of(input(par, me, tried.inputs())))
            .seq(tried.operation()::on)
            .seq((seq, computed) -> v(seq).open("result", DRes.of(computed))));
        finished.put(me.value(), values(result));
        return result;
      });
      assertThat(outcomes).hasSize(model.parties());
    } catch (SimulationFailedException failure) {
      failed.putAll(failure.failures());
    }
    return new Ending(finished, failed);
  }

  /** Whether it is the last one of its sender to its receiver. */
  private static boolean isLast(Sent target, List<Sent> sent) {
    return sent.stream()
        .filter(other -> other.from() == target.from() && other.to() == target.to())
        .allMatch(other -> other.number() <= target.number());
  }

  /** Opening to one party: its receiver refuses; the others, who have nothing to accept, do not go on either. */
  @ParameterizedTest
  @MethodSource("settings")
  void openingToOne_changed_stopsItsReceiver(SecurityModel model) {
    PartyIndex receiver = new PartyIndex(2);
    Map<Integer, Integer> last = new ConcurrentHashMap<>();
    Tampering counting = (from, to, number, bytes) -> {
      if (from.value() == 1 && to.equals(receiver)) {
        last.merge(1, number, Math::max);
      }
      return bytes;
    };
    assertThat(openToOne(model, receiver, counting)).isEmpty();
    for (int target = 0; target <= last.get(1); target++) {
      int number = target;
      Tampering changing = (from, to, sent, bytes) -> {
        if (from.value() == 1 && to.equals(receiver) && sent == number) {
          bytes[bytes.length - 1] ^= 1;
        }
        return bytes;
      };
      assertThat(openToOne(model, receiver, changing)).as("message %s of party 1 to %s", number, receiver).containsKey(receiver);
    }
  }

  private SortedMap<PartyIndex, Throwable> openToOne(SecurityModel model, PartyIndex receiver, Tampering tampering) {
    try {
      simulation(model).withDeadline(DEADLINE).withTampering(tampering).run((me, session) -> {
        Optional<IntegerVector> result = session.run("test", root -> root.par(par -> DRes.of(input(par, me, List.of(LEFT, RIGHT))))
            .seq((seq, operands) -> v(seq).multiply(operands.get(0), operands.get(1)))
            .seq((seq, product) -> v(seq).open("result", DRes.of(product), receiver)));
        return result;
      });
      return new TreeMap<>();
    } catch (SimulationFailedException failure) {
      return failure.failures();
    }
  }
}
