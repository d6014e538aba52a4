package org.jointly.cli.query;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jointly.cli.console.Surroundings;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
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
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final double MILLIS = 1e3;

  private final NodeConfig config;
  private final Roster roster;
  private final Surroundings surroundings;

  public MaterialMaking(NodeConfig config, Roster roster, Surroundings surroundings) {
    this.config = config;
    this.roster = roster;
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
    Identity identity = Identity.load(config.identity(), surroundings.clock(), surroundings.random());
    Deadline end = Deadline.in(order.patience(), System::nanoTime);
    while (true) {
      try {
        return attempt(order, identity);
      } catch (Refused | PeerUnavailable notNow) {
        if (!wait || !isPassing(notNow) || end.remaining().compareTo(BETWEEN_ATTEMPTS) < 0) {
          throw notNow;
        }
        surroundings.terminal().progress("waiting: " + notNow.getMessage());
        TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS.toMillis());
      }
    }
  }

  private static boolean isPassing(JointlyException failure) {
    return failure instanceof PeerUnavailable || failure.detail().startsWith("busy");
  }

  private double attempt(MaterialOrder order, Identity identity) {
    Deadline begun = Deadline.in(order.patience(), System::nanoTime);
    try (NodeClient node = NodeClient.connect(ownNode(), identity, TlsEngine.best(), surroundings.clock(), CONNECTING)) {
      MakeMaterial request = new MakeMaterial(Bytes32.random(surroundings.random()), order);
      MakingOutcome outcome = node.make(request, progress(order, begun), order.patience().plus(GRACE));
      outcome.fault().map(FaultReport::toException).ifPresent(failure -> {
        throw failure;
      });
      return begun.passedMillis() / MILLIS;
    }
  }

  /** The operator is at the node's own machine or near it: the file says where it listens. */
  private Roster.Party ownNode() {
    Roster.Party self = roster.party(config.party()).orElseThrow(() -> new InvalidConfiguration(
        config.roster() + " names no party " + config.party()));
    String host = ANY_ADDRESS.contains(config.listen().host()) ? "127.0.0.1" : config.listen().host();
    return new Roster.Party(self.id(), host, config.listen().port(), self.fingerprint());
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
