package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.Optional;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** Material made with the other parties. */
final class MadeSupply implements Supply {
  private final MaterialMaker maker;
  private final Stock stock;
  private boolean making;

  MadeSupply(MaterialMaker maker, Stock stock) {
    this.maker = maker;
    this.stock = stock;
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> of(Amounts missing) {
    making = true;
    return Optional.of(new ChainProtocol.Preprocessing(orders(missing)));
  }

  private RoundStep orders(Amounts missing) {
    Amounts order = missing.first(STEP);
    Amounts left = missing.beyond(order);
    return maker.make(order, stock::put).then(() -> {
      making = !left.isNothing();
      return making ? Optional.of(orders(left)) : Optional.empty();
    });
  }

  @Override
  public boolean isMaking() {
    return making;
  }

  @Override
  public void close() {
    maker.close();
  }
}
