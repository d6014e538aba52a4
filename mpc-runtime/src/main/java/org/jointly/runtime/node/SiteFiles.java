package org.jointly.runtime.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.PolicyFile;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;

/** What the files say that a node's configuration names, read and checked against each other. */
record SiteFiles(Roster roster, Identity identity, ConsentPolicy policy) {

  /**
   * Reads all of them.
   *
   * @param failures takes what is wrong with any of them
   * @return empty if anything is wrong
   */
  static Optional<SiteFiles> read(NodeConfig config, Clock clock, SecureRandom random, StartFailures failures) {
    Optional<Roster> roster = failures.attempt(() -> RosterFile.read(config.roster()));
    Optional<Identity> identity = failures.attempt(() -> Identity.load(config.identity(), clock, random));
    Optional<ConsentPolicy> policy = failures.attempt(() -> PolicyFile.read(config.policy()));
    if (roster.isEmpty() || identity.isEmpty() || policy.isEmpty()) {
      return Optional.empty();
    }
    return failures
        .attempt(() -> requireSelf(config, roster.get(), identity.get()))
        .map(self -> new SiteFiles(roster.get(), identity.get(), policy.get()));
  }

  /** This node's entry in the roster, if it is there with this node's key. */
  static Roster.Party requireSelf(NodeConfig config, Roster roster, Identity identity) {
    Roster.Party self =
        roster.party(config.party()).orElseThrow(() -> problem(config.roster().toString(), "names no party "
            + config.party() + "; it has " + String.join(", ", roster.parties().stream().map(party -> party.id().name()).toList())
            + ". Write one of these as the node's party, or add it to the roster at every site"));
    if (!self.fingerprint().equals(identity.fingerprint())) {
      throw problem(config.roster().toString(), "has the fingerprint " + self.fingerprint() + " for " + config.party()
          + ", this node's key in " + config.identity() + " has " + identity.fingerprint()
          + "; use the right identity, or agree on a new roster");
    }
    return self;
  }

  private static InvalidConfiguration problem(String source, String message) {
    return new InvalidConfiguration(List.of(new Problem(source, 0, message)));
  }
}
