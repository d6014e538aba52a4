package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.BuilderFactoryNumeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import dk.alexandra.fresco.lib.helper.SingleProtocolProducer;
import dk.alexandra.fresco.suite.ProtocolSuiteNumeric;
import java.util.Optional;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.BatchChecks;
import org.jointly.protocols.round.RoundEvaluator;
import org.jointly.protocols.round.RoundLimits;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.sharing.KeyContribution;
import org.jointly.protocols.sharing.SharingKeys;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;

/** One party's session: one evaluator for the setup round and every program, on the calling thread. */
final class ShamirSession implements SuiteSession {
  private final RoundEvaluator<ResourcePool> evaluator;
  private final SharingKeys keys;
  private final ShamirResources resources;
  private final BuilderFactoryNumeric builders;
  private final BatchChecks<ResourcePool> checks;
  private boolean closed;

  private ShamirSession(
      RoundEvaluator<ResourcePool> evaluator,
      SharingKeys keys,
      ShamirResources resources,
      BuilderFactoryNumeric builders) {
    this.evaluator = evaluator;
    this.keys = keys;
    this.resources = resources;
    this.builders = builders;
    this.checks = resources.isMalicious() ? new MaliciousChecks(resources) : BatchChecks.none();
  }

  /** Agrees on keys with the other parties. */
  static ShamirSession open(
      SecurityModel model, PrimeField field, Seat seat, ProtocolSuiteNumeric<ShamirResources> suite) {
    RoundEvaluator<ResourcePool> evaluator =
        new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock(), seat.observer());
    Optional<Coins> coins = model.adversary() == Adversary.MALICIOUS
        ? Optional.of(new Coins(seat.me(), seat.sessionId(), seat.random()))
        : Optional.empty();
    KeyContribution contribution =
        new KeyContribution(seat.me(), model.parties(), model.threshold(), seat.random());
    SingleProtocolProducer<SharingKeys> setup =
        new SingleProtocolProducer<>(new KeyAgreement(
            contribution, seat.sessionId(), coins));
    evaluator.eval(setup, new Places(seat.me().value(), model.parties()));
    ShamirResources resources = new ShamirResources(field, setup.out(), coins, seat.guard());
    return new ShamirSession(evaluator, setup.out(), resources, suite.init(resources));
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
  public void close() {
    closed = true;
    keys.close();
  }

  /** All that the setup round needs to know. */
  private record Places(int getMyId, int getNoOfParties) implements ResourcePool {}
}
