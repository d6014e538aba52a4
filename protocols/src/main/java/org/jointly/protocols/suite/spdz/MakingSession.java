package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import dk.alexandra.fresco.lib.helper.SingleProtocolProducer;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.RoundEvaluator;
import org.jointly.protocols.round.RoundLimits;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.UnsupportedSetting;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.LotKey;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialCodec;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** One party's session that makes material and computes nothing. */
final class MakingSession {
  private static final Set<String> KINDS = Set.of(Amounts.TRIPLES, Amounts.BITS, Amounts.MASKS);

  private final SecurityModel model;
  private final PrimeField field;
  private final Seat seat;
  private final MaterialCodec codec;

  MakingSession(SecurityModel model, PrimeField field, Seat seat) {
    this.model = model;
    this.field = field;
    this.seat = seat;
    this.codec = new MaterialCodec(field, seat.me(), model.parties());
  }

  /** @param amounts masks are those of all parties together, as many for each */
  void run(MaterialMaker.Method method, Preprocessing amounts, MaterialSink sink) {
    if (!KINDS.containsAll(amounts.used().keySet())) {
      throw new UnsupportedSetting("suite spdz makes " + KINDS.stream().sorted().toList() + ", not " + amounts.used().keySet());
    }
    long[] keyShare = SpdzSession.element(field, seat.random());
    RoundEvaluator<ResourcePool> evaluator =
        new RoundEvaluator<>(seat.me(), seat.network(), RoundLimits.DEFAULT, seat.nanoClock(), seat.observer());
    evaluator.step(RoundTrace.PREPROCESSING);
    try (MaterialMaker maker = method.open(new MaterialMaker.Place(
        seat.me(), model.parties(), field, seat.sessionId(), keyShare, Optional.empty(), seat.random()))) {
      make(maker, evaluator, new Amounts(0, 0, Collections.nCopies(model.parties(), 1L)), made ->
          sink.key(new LotKey(keyShare, LotKey.anchor(field, made.masks())).encode(field)));
      Amounts left = Amounts.of(amounts.used(), model.parties());
      while (!left.isNothing()) {
        Amounts step = left.first(Supply.STEP);
        make(maker, evaluator, step, made -> put(made, sink));
        left = left.beyond(step);
      }
    }
  }

  private void make(
      MaterialMaker maker, RoundEvaluator<ResourcePool> evaluator, Amounts amounts, Consumer<Material> made) {
    evaluator.eval(
        new SingleProtocolProducer<>(new ChainProtocol.Preprocessing(maker.make(amounts, made))),
        new SpdzSession.Places(seat.me().value(), model.parties()));
  }

  private void put(Material made, MaterialSink sink) {
    for (String kind : codec.kinds()) {
      byte[] pieces = codec.encode(kind, made);
      if (pieces.length > 0) {
        sink.put(kind, pieces.length / codec.pieceBytes(kind), pieces);
      }
    }
  }
}
