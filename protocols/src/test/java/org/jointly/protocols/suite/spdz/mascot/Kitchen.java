package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import dk.alexandra.fresco.lib.helper.SingleProtocolProducer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundEvaluator;
import org.jointly.protocols.round.RoundLimits;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** Lets all parties make material in one JVM, over the real evaluator. */
final class Kitchen {
  private final int parties;
  private final PrimeField field;
  private final Tampering tampering;

  Kitchen(int parties, PrimeField field) {
    this(parties, field, Tampering.NONE);
  }

  Kitchen(int parties, PrimeField field, Tampering tampering) {
    this.parties = parties;
    this.field = field;
    this.tampering = tampering;
  }

  /** What all parties have made, in their order. */
  record Meal(PrimeField field, List<long[]> keyShares, List<List<Material>> orders, List<RoundTrace> traces) {
    List<Material> materials() {
      return orders.get(0);
    }

    List<Material> later() {
      return orders.get(1);
    }

    Checker checker() {
      return new Checker(field, keyShares);
    }
  }

  /** Adds up shares and checks their MACs. */
  record Checker(PrimeField field, List<long[]> keyShares) {
    long[] open(List<Authenticated> shares) {
      long[] key = new long[field.limbs()];
      keyShares.forEach(share -> field.add(key, share, key));
      long[] values = new long[shares.get(0).values().length];
      long[] macs = new long[values.length];
      shares.forEach(share -> {
        field.add(values, share.values(), values);
        field.add(macs, share.macs(), macs);
      });
      long[] expected = new long[values.length];
      field.scale(values, key, expected);
      assertThat(macs).as("MACs").isEqualTo(expected);
      return values;
    }
  }

  Meal cook(Amounts... orders) {
    ConcurrentHashMap<Integer, long[]> keys = new ConcurrentHashMap<>();
    ConcurrentHashMap<Integer, List<Material>> made = new ConcurrentHashMap<>();
    SecurityModel model = new SecurityModel("kitchen", Adversary.MALICIOUS, parties - 1, parties, field.label(), field.bits(), 40);
    List<PartyOutcome<Boolean>> outcomes = Simulation.of(new Cook(keys, made, orders), model, Openings::everyLabel)
        .withTampering(tampering)
        .run((me, session) -> true);
    List<List<Material>> byOrder = new ArrayList<>();
    for (int order = 0; order < orders.length; order++) {
      int which = order;
      byOrder.add(IntStream.rangeClosed(1, parties).mapToObj(party -> made.get(party).get(which)).toList());
    }
    return new Meal(
        field,
        IntStream.rangeClosed(1, parties).mapToObj(keys::get).toList(),
        byOrder,
        outcomes.stream().map(PartyOutcome::trace).toList());
  }

  /** Lets every party follow a chain of steps of its own. */
  void follow(Function<Table, RoundStep> chains) {
    SecurityModel model = new SecurityModel("kitchen", Adversary.MALICIOUS, parties - 1, parties, field.label(), field.bits(), 40);
    Simulation.of(new Follow(chains), model, Openings::everyLabel).withTampering(tampering).run((me, session) -> true);
  }

  private final class Follow implements Suite {
    private final Function<Table, RoundStep> chains;

    Follow(Function<Table, RoundStep> chains) {
      this.chains = chains;
    }

    @Override
    public String name() {
      return "kitchen";
    }

    @Override
    public SecurityModel model(int n, Adversary adversary, int valueBits, int comparedBits) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      RoundEvaluator<ResourcePool> evaluator =
          new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock());
      RoundStep chain = chains.apply(new Table(seat.me(), parties, field, seat.sessionId(), seat.random()));
      evaluator.eval(new SingleProtocolProducer<>(new Steps(chain)), new Places(seat.me().value(), parties));
      return new Done(evaluator.trace());
    }
  }

  /** A suite whose session does nothing but make material when it opens. */
  private final class Cook implements Suite {
    private final ConcurrentHashMap<Integer, long[]> keys;
    private final ConcurrentHashMap<Integer, List<Material>> made;
    private final Amounts[] orders;

    Cook(ConcurrentHashMap<Integer, long[]> keys, ConcurrentHashMap<Integer, List<Material>> made, Amounts[] orders) {
      this.keys = keys;
      this.made = made;
      this.orders = orders;
    }

    @Override
    public String name() {
      return "kitchen";
    }

    @Override
    public SecurityModel model(int n, Adversary adversary, int valueBits, int comparedBits) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      RoundEvaluator<ResourcePool> evaluator =
          new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock());
      SecureRandom random = seat.random();
      long[] keyShare = new long[field.limbs()];
      field.sample((out, from, to) -> IntStream.range(from, to).forEach(i -> out[i] = random.nextLong()), keyShare);
      keys.put(seat.me().value(), keyShare);
      List<Material> all = new ArrayList<>();
      try (MaterialMaker maker = new Mascot().open(
          new MaterialMaker.Place(seat.me(), parties, field, seat.sessionId(), keyShare, Optional.empty(), random))) {
        for (Amounts order : orders) {
          evaluator.eval(
              new SingleProtocolProducer<>(new Steps(maker.make(order, all::add))), new Places(seat.me().value(), parties));
        }
      }
      made.put(seat.me().value(), all);
      return new Done(evaluator.trace());
    }
  }

  private record Places(int getMyId, int getNoOfParties) implements ResourcePool {}

  /** A chain as a native protocol. */
  private static final class Steps implements NativeProtocol<Void, ResourcePool> {
    private Optional<RoundStep> running;

    Steps(RoundStep first) {
      this.running = Optional.of(first);
    }

    @Override
    public EvaluationStatus evaluate(int round, ResourcePool resources, Network network) {
      if (round > 0) {
        running = running.orElseThrow().receive(network);
      }
      running.ifPresent(step -> step.send(network));
      return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : EvaluationStatus.IS_DONE;
    }

    @Override
    public Void out() {
      return null;
    }
  }

  private record Done(RoundTrace trace) implements SuiteSession {
    @Override
    public <T> T run(
        String step,
        dk.alexandra.fresco.framework.Application<T, dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric> program) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
