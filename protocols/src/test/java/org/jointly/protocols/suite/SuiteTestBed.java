package org.jointly.protocols.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.junit.jupiter.api.TestInstance;

/** What the conformance tests have in common: a suite and its settings, and programs checked at every party. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SuiteTestBed {

  /** The suite under test. */
  protected abstract Suite suite();

  /** The numbers of parties to try. */
  protected abstract Stream<SecurityModel> settings();

  /** The lengths to try. */
  protected abstract IntStream lengths();

  /** The widest values to compare, in bits. */
  protected abstract int comparedBits(SecurityModel model);

  /** Whether whether counts reach small thresholds is told by opening a product. */
  protected boolean opensByProduct(SecurityModel model) {
    return model.adversary() == Adversary.MALICIOUS;
  }

  /** A program over vectors; its second argument are the operands. */
  interface VectorProgram {
    DRes<SecretVector> on(VectorNumeric vectors, List<DRes<SecretVector>> operands);
  }

  /** The inputs come from the first parties in turn; the output of {@code program} is opened to all. */
  void check(SecurityModel model, List<IntegerVector> inputs, VectorProgram program, IntegerVector expected) {
    List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("test", root ->
        root.par(par -> DRes.of(input(par, me, inputs)))
            .seq((seq, operands) -> program.on(VectorNumeric.using(seq), operands))
            .seq((seq, result) -> VectorNumeric.using(seq).open("result", DRes.of(result)))));

    assertThat(outcomes).hasSize(model.parties());
    assertThat(outcomes).allSatisfy(outcome -> assertEqual(outcome.result(), expected, outcome.party()));
  }

  static void assertEqual(IntegerVector result, IntegerVector expected, PartyIndex party) {
    assertThat(values(result)).as("party %s", party).isEqualTo(values(expected));
  }

  static List<BigInteger> values(IntegerVector vector) {
    return IntStream.range(0, vector.length()).mapToObj(vector::at).toList();
  }

  static List<DRes<SecretVector>> input(ProtocolBuilderNumeric par, PartyIndex me, List<IntegerVector> inputs) {
    List<DRes<SecretVector>> operands = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      PartyIndex owner = new PartyIndex(i % par.getBasicNumericContext().getNoOfParties() + 1);
      Optional<IntegerVector> mine = me.equals(owner) ? Optional.of(inputs.get(i)) : Optional.empty();
      operands.add(VectorNumeric.using(par).input(mine, inputs.get(i).length(), owner));
    }
    return operands;
  }

  Simulation simulation(SecurityModel model) {
    return Simulation.of(suite(), model, Openings::everything);
  }

  static IntegerVector unsigned(int length, int bits, int seed) {
    Random random = new Random(seed);
    return IntegerVector.of(LongStream.generate(() -> random.nextLong(1L << bits)).limit(length).toArray());
  }
}
