package org.jointly.runtime.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.PolicyFile;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;

/** What the files say that a node's configuration names, read and checked against each other. */
record SiteFiles(Roster roster, Identity identity, ConsentPolicy policy) {

  /**
   * Reads all of them.
   *
   * @throws InvalidConfiguration with every problem of every file
   * @throws IdentityFailure if the only problem is this node's key or certificate
   */
  static SiteFiles read(NodeConfig config, Clock clock, SecureRandom random) {
    List<JointlyException> failures = new ArrayList<>();
    Optional<Roster> roster = attempt(() -> RosterFile.read(config.roster()), failures);
    Optional<Identity> identity = attempt(() -> Identity.load(config.identity(), clock, random), failures);
    Optional<ConsentPolicy> policy = attempt(() -> PolicyFile.read(config.policy()), failures);
    if (roster.isPresent() && identity.isPresent()) {
      attempt(() -> requireSelf(config, roster.get(), identity.get()), failures);
    }
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new InvalidConfiguration(failures.stream().flatMap(failure -> problems(failure).stream()).toList());
    }
    return new SiteFiles(roster.orElseThrow(), identity.orElseThrow(), policy.orElseThrow());
  }

  private static <T> Optional<T> attempt(Supplier<T> reading, List<JointlyException> failures) {
    try {
      return Optional.of(reading.get());
    } catch (InvalidConfiguration | IdentityFailure failure) {
      failures.add(failure);
      return Optional.empty();
    }
  }

  private static Roster.Party requireSelf(NodeConfig config, Roster roster, Identity identity) {
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

  private static List<Problem> problems(JointlyException failure) {
    return failure instanceof InvalidConfiguration configuration
        ? configuration.problems()
        : List.of(new Problem("", 0, failure.getMessage()));
  }
}
