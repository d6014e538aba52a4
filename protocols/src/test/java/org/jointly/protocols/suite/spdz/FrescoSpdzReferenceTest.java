package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.MaliciousException;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.builder.numeric.field.BigIntegerFieldDefinition;
import dk.alexandra.fresco.framework.builder.numeric.field.FieldDefinition;
import dk.alexandra.fresco.framework.builder.numeric.field.FieldElement;
import dk.alexandra.fresco.framework.sce.evaluator.BatchedProtocolEvaluator;
import dk.alexandra.fresco.framework.sce.evaluator.BatchedStrategy;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import dk.alexandra.fresco.framework.util.AesCtrDrbg;
import dk.alexandra.fresco.framework.value.SInt;
import dk.alexandra.fresco.lib.common.compare.Comparison;
import dk.alexandra.fresco.lib.helper.SingleProtocolProducer;
import dk.alexandra.fresco.suite.spdz.SpdzProtocolSuite;
import dk.alexandra.fresco.suite.spdz.SpdzResourcePool;
import dk.alexandra.fresco.suite.spdz.SpdzResourcePoolImpl;
import dk.alexandra.fresco.suite.spdz.datatypes.SpdzInputMask;
import dk.alexandra.fresco.suite.spdz.datatypes.SpdzSInt;
import dk.alexandra.fresco.suite.spdz.datatypes.SpdzTriple;
import dk.alexandra.fresco.suite.spdz.storage.SpdzDataSupplier;
import dk.alexandra.fresco.suite.spdz.storage.SpdzOpenedValueStoreImpl;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundEvaluator;
import org.jointly.protocols.round.RoundLimits;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.mascot.Mascot;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;
import org.junit.jupiter.api.Test;

/** FRESCO's own SPDZ (spdz 1.3.4), on our material: it accepts what ours accepts, and computes the same. */
class FrescoSpdzReferenceTest {
  private static final PrimeField FIELD = PrimeFields.MERSENNE_61;
  private static final Amounts ENOUGH = new Amounts(400, 200, Collections.nCopies(3, 8L));

  /** FRESCO's suite and evaluator, over material made by ours. */
  private record FrescoSpdz(Consumer<Material> spoiled) implements Suite {
    @Override
    public String name() {
      return "spdz";
    }

    @Override
    public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
      return new SpdzSuite(new Mascot()).model(parties, adversary, valueBits, comparedBits);
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      long[] keyShare = SpdzSession.element(FIELD, seat.random());
      RoundEvaluator<ResourcePool> evaluator =
          new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock(), seat.observer());
      Material[] made = new Material[1];
      MaterialMaker maker = new Mascot().open(new MaterialMaker.Place(
          seat.me(), model.parties(), FIELD, seat.sessionId(), keyShare, Optional.empty(), seat.random()));
      evaluator.eval(
          new SingleProtocolProducer<>(new ChainProtocol.Preprocessing(maker.make(ENOUGH, material -> made[0] = material))),
          new SpdzSession.Places(seat.me().value(), model.parties()));
      if (seat.me().value() == 1) {
        spoiled.accept(made[0]);
      }
      return new FrescoSession(seat, model, new Supplied(seat.me(), model.parties(), keyShare, made[0]));
    }
  }

  private record FrescoSession(Seat seat, SecurityModel model, Supplied supplied) implements SuiteSession {
    @Override
    public <T> T run(String step, Application<T, ProtocolBuilderNumeric> program) {
      SpdzProtocolSuite suite = new SpdzProtocolSuite(20);
      SpdzResourcePool pool = new SpdzResourcePoolImpl(
          seat.me().value(), model.parties(), new SpdzOpenedValueStoreImpl(), supplied, AesCtrDrbg::new);
      ProtocolBuilderNumeric builder = suite.init(pool).createSequential();
      DRes<T> result = program.buildComputation(builder);
      new BatchedProtocolEvaluator<>(new BatchedStrategy<>(), suite)
          .eval(builder.build(), pool, new WithSelf(seat.me().value(), seat.network()));
      return result.out();
    }

    @Override
    public RoundTrace trace() {
      return new RoundTrace(List.of());
    }

    @Override
    public void close() {}
  }

  /** Our material, piece by piece, as FRESCO's objects. */
  private static final class Supplied implements SpdzDataSupplier {
    private final FieldDefinition definition = new BigIntegerFieldDefinition(FIELD.modulus());
    private final PartyIndex me;
    private final long[] keyShare;
    private final Material material;
    private final int[] masks;
    private int triples;
    private int bits;

    Supplied(PartyIndex me, int parties, long[] keyShare, Material material) {
      this.me = me;
      this.keyShare = keyShare;
      this.material = material;
      this.masks = new int[parties];
    }

    @Override
    public SpdzTriple getNextTriple() {
      int at = triples++;
      return new SpdzTriple(
          shared(material.triples().a(), at), shared(material.triples().b(), at), shared(material.triples().c(), at));
    }

    @Override
    public SpdzSInt getNextBit() {
      return shared(material.bits(), bits++);
    }

    @Override
    public SpdzInputMask getNextInputMask(int owner) {
      int at = masks[owner - 1]++;
      Material.Masks of = material.masks().get(owner - 1);
      return owner == me.value()
          ? new SpdzInputMask(shared(of.shares(), at), element(of.clear().orElseThrow(), at))
          : new SpdzInputMask(shared(of.shares(), at));
    }

    @Override
    public SpdzSInt getNextRandomFieldElement() {
      return shared(material.triples().a(), triples++);
    }

    @Override
    public SpdzSInt[] getNextExpPipe() {
      throw new UnsupportedOperationException("powers are not made");
    }

    @Override
    public FieldDefinition getFieldDefinition() {
      return definition;
    }

    @Override
    public FieldElement getSecretSharedKey() {
      return element(keyShare, 0);
    }

    private SpdzSInt shared(Authenticated vector, int at) {
      return new SpdzSInt(element(vector.values(), at), element(vector.macs(), at));
    }

    private FieldElement element(long[] elements, int at) {
      return definition.createElement(FIELD.toSigned(Arrays.copyOfRange(elements, at, at + 1)).mod(FIELD.modulus()));
    }
  }

  private static List<PartyOutcome<List<BigInteger>>> outcomes(Suite suite) {
    return Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 50, 20), Openings::everything)
        .run((me, session) -> session.run("test", root -> program(root, me)));
  }

  private static DRes<List<BigInteger>> program(ProtocolBuilderNumeric root, PartyIndex me) {
    DRes<SInt> a = root.numeric().input(me.value() == 1 ? BigInteger.valueOf(70) : null, 1);
    DRes<SInt> b = root.numeric().input(me.value() == 2 ? BigInteger.valueOf(13) : null, 2);
    DRes<SInt> c = root.numeric().input(me.value() == 3 ? BigInteger.valueOf(-13) : null, 3);
    return root.seq(seq -> {
      List<DRes<SInt>> results = List.of(
          seq.numeric().add(a, b),
          seq.numeric().mult(seq.numeric().mult(a, b), c),
          seq.numeric().add(5, seq.numeric().sub(b, seq.numeric().mult(3, c))),
          Comparison.using(seq).compareLEQ(b, a),
          Comparison.using(seq).compareLEQ(a, b));
      return DRes.of(results);
    }).seq((seq, results) -> {
      List<DRes<BigInteger>> opened = results.stream().map(seq.numeric()::open).toList();
      BigInteger modulus = seq.getBasicNumericContext().getModulus();
      return () -> opened.stream().map(value -> value.out().mod(modulus)).toList();
    });
  }

  @Test
  void program_onEither_givesTheSame() {
    List<BigInteger> expected = LongStream.of(83, -11_830, 57, 1, 0)
        .mapToObj(value -> BigInteger.valueOf(value).mod(FIELD.modulus()))
        .toList();

    assertThat(outcomes(new FrescoSpdz(honest -> {})))
        .hasSize(3).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(expected));
    assertThat(outcomes(new SpdzSuite(new Mascot())))
        .hasSize(3).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(expected));
  }

  /** FRESCO's MAC check sees a share that is not what was authenticated. */
  @Test
  void spoiltShare_isRefusedByFresco() {
    FrescoSpdz spoiling = new FrescoSpdz(material -> material.triples().a().values()[0] ^= 1);

    assertThatThrownBy(() -> outcomes(spoiling)).isInstanceOfSatisfying(SimulationFailedException.class, failure ->
        assertThat(failure.failures()).hasSize(3).allSatisfy((party, thrown) ->
            assertThat(thrown).isInstanceOf(MaliciousException.class)));
  }
}
