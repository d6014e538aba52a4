package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.Optional;
import org.jointly.protocols.suite.spdz.material.Amounts;

/** Where a session's material comes from, besides the store. */
interface Supply {
  /** Pieces of a kind in one order. Its largest message is of so many bits, 17 MB over 2^127-1 to each peer. */
  int STEP = 1 << 13;

  /**
   * What puts at least so many pieces into the stock, order after order; empty if they are there already.
   *
   * @param missing not nothing
   */
  Optional<NativeProtocol<?, ResourcePool>> of(Amounts missing);

  /** Whether an order has begun and not ended. */
  boolean isMaking();

  /** Forgets all secrets. */
  void close();
}
