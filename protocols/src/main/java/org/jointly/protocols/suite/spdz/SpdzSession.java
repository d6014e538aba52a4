package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.BuilderFactoryNumeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.RoundEvaluator;
import org.jointly.protocols.round.RoundLimits;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** One party's session: one evaluator for material, checks and every program, on the calling thread. */
final class SpdzSession implements SuiteSession {
  private final RoundEvaluator<ResourcePool> evaluator;
  private final long[] keyShare;
  private final SpdzResources resources;
  private final BuilderFactoryNumeric builders;
  private final MaterialMaker maker;
  private final SpdzChecks checks;
  private boolean closed;

  private SpdzSession(
      RoundEvaluator<ResourcePool> evaluator, long[] keyShare, SpdzResources resources, MaterialMaker maker) {
    this.evaluator = evaluator;
    this.keyShare = keyShare;
    this.resources = resources;
    this.builders = new SpdzBuilderFactory(resources);
    this.maker = maker;
    this.checks = new SpdzChecks(resources, maker);
  }

  /** Draws this party's share of the MAC key; sends nothing. */
  static SpdzSession open(SecurityModel model, PrimeField field, Seat seat, MaterialMaker.Method method) {
    long[] keyShare = element(field, seat.random());
    Table table = new Table(seat.me(), model.parties(), field, seat.sessionId(), seat.random());
    return new SpdzSession(
        new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock(), seat.observer()),
        keyShare,
        new SpdzResources(table, keyShare, seat.guard()),
        method.open(new MaterialMaker.Place(
            seat.me(), model.parties(), field, seat.sessionId(), keyShare, seat.random())));
  }

  private static long[] element(PrimeField field, SecureRandom random) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    long[] element = new long[field.limbs()];
    field.sample(new Prg(seed, "MAC key share"), element);
    return element;
  }

  @Override
  public <T> T run(String step, Application<T, ProtocolBuilderNumeric> program) {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    evaluator.step(step);
    ProtocolBuilderNumeric builder = builders.createSequential();
    DRes<T> output = program.buildComputation(builder);
    evaluator.eval(builder.build(), resources, checks);
    return output == null ? null : output.out();
  }

  @Override
  public RoundTrace trace() {
    return evaluator.trace();
  }

  @Override
  public Preprocessing preprocessing() {
    return resources.stock().used();
  }

  @Override
  public void close() {
    closed = true;
    maker.close();
    Arrays.fill(keyShare, 0);
  }
}
