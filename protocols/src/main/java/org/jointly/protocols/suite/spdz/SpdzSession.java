package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.BuilderFactoryNumeric;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import dk.alexandra.fresco.lib.helper.SingleProtocolProducer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundEvaluator;
import org.jointly.protocols.round.RoundLimits;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.LotKey;
import org.jointly.protocols.suite.spdz.material.MaterialCodec;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** One party's session: one evaluator for material, checks and every program, on the calling thread. */
final class SpdzSession implements SuiteSession {
  private final RoundEvaluator<ResourcePool> evaluator;
  private final long[] keyShare;
  private final SpdzResources resources;
  private final BuilderFactoryNumeric builders;
  private final Supply supply;
  private final SpdzChecks checks;
  private final Optional<MaterialStore.Lot> lot;
  private boolean closed;

  private SpdzSession(
      RoundEvaluator<ResourcePool> evaluator,
      long[] keyShare,
      SpdzResources resources,
      Supply supply,
      StoredMaterial stored,
      Optional<MaterialStore.Lot> lot) {
    this.evaluator = evaluator;
    this.keyShare = keyShare;
    this.resources = resources;
    this.builders = new SpdzBuilderFactory(resources);
    this.supply = supply;
    this.checks = new SpdzChecks(resources, supply, stored);
    this.lot = lot;
  }

  /**
   * Compares what the parties have in store. The share of the MAC key is that of the lot which all have, or else drawn.
   *
   * <p>Cost: one round; every party sends 64 + 16n bytes to n-1 parties.
   */
  static SpdzSession open(SecurityModel model, PrimeField field, Seat seat, MaterialMaker.Method method) {
    Table table = new Table(seat.me(), model.parties(), field, seat.sessionId(), seat.random());
    MaterialCodec codec = new MaterialCodec(field, seat.me(), model.parties());
    Optional<MaterialStore.Lot> claimed = seat.store().claim(field.label());
    try {
      StoredMaterial stored = new StoredMaterial(codec, claimed);
      RoundEvaluator<ResourcePool> evaluator = evaluator(seat);
      SortedMap<PartyIndex, byte[]> offers = exchange(stored, table, evaluator);
      Optional<MaterialStore.Lot> common = claimed.filter(lot -> stored.isCommon());
      Optional<LotKey> kept = common.map(lot -> LotKey.decode(field, lot.keyShare()));
      long[] keyShare = kept.map(LotKey::keyShare).orElseGet(() -> element(field, seat.random()));
      SpdzResources resources = new SpdzResources(table, keyShare, seat.guard(), false);
      offers.forEach(resources.openings()::sentToAll);
      MaterialMaker maker = method.open(new MaterialMaker.Place(
          seat.me(), model.parties(), field, seat.sessionId(), keyShare, kept.map(LotKey::anchor), seat.random()));
      if (common.isEmpty()) {
        claimed.ifPresent(MaterialStore.Lot::release);
      }
      return new SpdzSession(evaluator, keyShare, resources, new MadeSupply(maker, resources.stock()), stored, common);
    } catch (RuntimeException | Error failure) {
      claimed.ifPresent(MaterialStore.Lot::release);
      throw failure;
    }
  }

  /** Nothing is in store, and nothing is made. */
  static SpdzSession onZeros(SecurityModel model, PrimeField field, Seat seat, MaterialMaker.Method method) {
    Table table = new Table(seat.me(), model.parties(), field, seat.sessionId(), seat.random());
    StoredMaterial nothing = new StoredMaterial(new MaterialCodec(field, seat.me(), model.parties()), Optional.empty());
    RoundEvaluator<ResourcePool> evaluator = evaluator(seat);
    SortedMap<PartyIndex, byte[]> offers = exchange(nothing, table, evaluator);
    long[] keyShare = element(field, seat.random());
    SpdzResources resources = new SpdzResources(table, keyShare, seat.guard(), true);
    offers.forEach(resources.openings()::sentToAll);
    Supply zeros = new ZeroSupply(
        method, table, resources.stock(), lengths -> evaluator.count(ChainProtocol.Preprocessing.class.getSimpleName(), lengths));
    return new SpdzSession(evaluator, keyShare, resources, zeros, nothing, Optional.empty());
  }

  private static RoundEvaluator<ResourcePool> evaluator(Seat seat) {
    return new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock(), seat.observer());
  }

  /** All offers, by party. */
  private static SortedMap<PartyIndex, byte[]> exchange(
      StoredMaterial stored, Table table, RoundEvaluator<ResourcePool> evaluator) {
    SortedMap<PartyIndex, byte[]> offers = new TreeMap<>();
    evaluator.eval(
        new SingleProtocolProducer<>(new ChainProtocol.Offers(stored.exchange(table, offers::putAll))),
        new Places(table.me().value(), table.parties()));
    return offers;
  }

  /** All that the first round needs to know. */
  record Places(int getMyId, int getNoOfParties) implements ResourcePool {}

  /** A uniformly random element. */
  static long[] element(PrimeField field, SecureRandom random) {
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
  public void prepare(Preprocessing foreseen) {
    evaluator.step(RoundTrace.PREPROCESSING);
    checks.preparing(Amounts.of(foreseen.used(), resources.getNoOfParties()))
        .ifPresent(making -> evaluator.eval(new SingleProtocolProducer<>(making), resources));
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
    if (closed) {
      return;
    }
    closed = true;
    supply.close();
    lot.ifPresent(checks.isKeyInDoubt() ? MaterialStore.Lot::discard : MaterialStore.Lot::release);
    Arrays.fill(keyShare, 0);
  }
}
