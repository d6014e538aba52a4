package org.jointly.cli.operator;

import java.time.Duration;
import java.util.Set;
import org.jointly.cli.console.Surroundings;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;

/** An operator's way to their own running node: with its own key, where its file says that it listens. */
public record OwnNode(NodeConfig config, Surroundings surroundings) {
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final String HERE = "127.0.0.1";

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
    String host = ANY_ADDRESS.contains(config.listen().host()) ? HERE : config.listen().host();
    Roster.Party here = new Roster.Party(config.party(), host, config.listen().port(), identity.fingerprint());
    return NodeClient.connect(here, identity, TlsEngine.best(), surroundings.clock(), patience);
  }
}
