package org.jointly.cli.operator;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.query.MaterialNeed;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.fault.Busy;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.MaterialOrder;

/** An operator who has their own node make material with the others, and watches. */
public final class MaterialMaking {
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  /** The node gives up at the deadline; this much later its word has arrived. */
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);
  private static final double MILLIS = 1e3;

  private final NodeConfig config;
  private final Surroundings surroundings;

  public MaterialMaking(NodeConfig config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
  }

  /**
   * Blocks until every node has stored its part.
   *
   * @param wait whether to try again while nodes are busy or away, until the order's patience is over
   * @return the seconds the last attempt took
   * @throws JointlyException why nothing was made
   */
  public double run(MaterialOrder order, boolean wait) throws InterruptedException {
    Deadline end = Deadline.in(order.patience(), System::nanoTime);
    while (true) {
      try {
        return attempt(order);
      } catch (Busy | PeerUnavailable notNow) {
        if (!wait || end.remaining().compareTo(BETWEEN_ATTEMPTS) < 0) {
          throw notNow;
        }
        surroundings.terminal().progress("waiting: " + notNow.getMessage());
        TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS.toMillis());
      }
    }
  }

  private double attempt(MaterialOrder order) {
    Deadline begun = Deadline.in(order.patience(), System::nanoTime);
    try (NodeClient node = new OwnNode(config, surroundings).connect(CONNECTING)) {
      MakeMaterial request = new MakeMaterial(Bytes32.random(surroundings.random()), order);
      MakingOutcome outcome = node.make(request, progress(order, begun), order.patience().plus(GRACE));
      outcome.fault().map(FaultReport::toException).ifPresent(failure -> {
        throw failure;
      });
      return begun.passedMillis() / MILLIS;
    }
  }

  private LongConsumer progress(MaterialOrder order, Deadline begun) {
    long total = order.total();
    return pieces -> {
      double seconds = begun.passedMillis() / MILLIS;
      double left = seconds * Math.max(0, total - pieces) / Math.max(1, pieces);
      surroundings.terminal().progress(String.format(
          Locale.ROOT, "%d of %d pieces, about %s left", Math.min(pieces, total), total, MaterialNeed.shown(left)));
    };
  }
}
