package org.jointly.cli.operator;

import java.time.Duration;
import org.jointly.cli.console.Surroundings;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;

/** An operator's way to their own running node: with its own key, where its file says that it listens. */
public record OwnNode(NodeConfig config, Surroundings surroundings) {
  /**
   * Connects to it.
   *
   * @throws org.jointly.runtime.fault.JointlyException why it cannot be reached, or that this is not its key
   */
  public NodeClient connect(Duration patience) {
    if (config.listen().port() == 0) {
      throw new InvalidConfiguration("listen: port 0 is any free one; write the one that the node listens on");
    }
    Identity identity = Identity.load(config.identity(), surroundings.clock(), surroundings.random());
    Roster.Party here = new Roster.Party(config.party(), config.listen().hostFromHere(), config.listen().port(), identity.fingerprint());
    return NodeClient.connect(here, identity, TlsEngine.best(), surroundings.clock(), patience);
  }
}
