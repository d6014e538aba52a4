package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.Optional;
import java.util.function.Consumer;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/**
 * Zeros for material, for a session that computes on zeros: their shares are zeros, whatever the key, and so are their MACs'. The messages
 * that would make as much are counted.
 *
 * <p>Hides nothing. The session that has it takes no input but zeros ({@link SpdzResources#requireInput}).
 */
final class ZeroSupply implements Supply {
  private final MaterialMaker.Method method;
  private final Table table;
  private final Stock stock;
  private final Consumer<MessageLengths> counter;
  private boolean isFirst = true;

  /** @param counter of every round */
  ZeroSupply(MaterialMaker.Method method, Table table, Stock stock, Consumer<MessageLengths> counter) {
    this.method = method;
    this.table = table;
    this.stock = stock;
    this.counter = counter;
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> of(Amounts missing) {
    for (Amounts left = missing; !left.isNothing(); ) {
      Amounts order = left.first(STEP);
      MaterialMaker.Foreseen foreseen = method.foreseen(table.parties(), table.field(), order, isFirst);
      foreseen.rounds().forEach(counter);
      stock.putZeros(foreseen.made());
      isFirst = false;
      left = left.beyond(order);
    }
    return Optional.empty();
  }

  @Override
  public boolean isMaking() {
    return false;
  }

  @Override
  public void close() {}
}
