package org.jointly.runtime.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.protocols.plan.Catalog;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.PolicyFile;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.consent.Allowed;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.LedgerChain;
import org.jointly.runtime.consent.RecentCharges;
import org.jointly.runtime.consent.SiteBounds;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
import org.jointly.runtime.wire.Bytes32;

/** Looks at everything a node needs, without starting it: every problem at once, and what is well. */
final class NodeCheck {
  private static final int CONNECT_MILLIS = 2000;
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  private final NodeConfig config;
  private final Clock clock;
  private final SecureRandom random;
  private final List<NodeFinding> findings = new ArrayList<>();

  NodeCheck(NodeConfig config, Clock clock, SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /** @param peers whether to try to reach the other nodes */
  List<NodeFinding> findings(boolean peers) {
    Optional<Roster> roster =
        look(() -> RosterFile.read(config.roster()), read -> "roster: consortium " + read.consortium() + ", "
            + read.parties().size() + " parties, digest " + Bytes32.of(read.digest()));
    Optional<Identity> identity =
        look(() -> Identity.load(config.identity(), clock, random), read -> "identity: fingerprint " + read.fingerprint()
            + ", valid until " + read.notAfter());
    identity.ifPresent(this::warnOfExpiry);
    if (roster.isPresent() && identity.isPresent()) {
      look(() -> SiteFiles.requireSelf(config, roster.get(), identity.get()), self -> "party " + self.id()
          + ": the roster has this node's key, at " + self.host() + ":" + self.port());
    }
    Optional<ConsentPolicy> policy =
        look(() -> PolicyFile.read(config.policy()), read -> "policy: statistics " + read.statistics().inWords()
            + "; smallest minimum count " + read.smallestMinimumCount() + "; queries of an analyst a day: "
            + (read.mostQueriesPerDay().isPresent() ? read.mostQueriesPerDay().getAsInt() : "as many as come"));
    policy.ifPresent(read -> roster.ifPresent(parties -> warnOfClauses(read, parties)));
    look(this::ledger, text -> text);
    data(policy);
    look(() -> port(identity), text -> text);
    if (peers) {
      roster.ifPresent(this::peers);
    }
    return List.copyOf(findings);
  }

  private <T> Optional<T> look(Supplier<T> at, Function<T, String> well) {
    try {
      T seen = at.get();
      findings.add(NodeFinding.ok(well.apply(seen)));
      return Optional.of(seen);
    } catch (InvalidConfiguration invalid) {
      invalid.problems().forEach(problem -> findings.add(NodeFinding.problem(problem.toString())));
    } catch (JointlyException failure) {
      findings.add(NodeFinding.problem(failure.getMessage()));
    }
    return Optional.empty();
  }

  private void warnOfExpiry(Identity identity) {
    Expiry.warning(identity, clock.instant()).ifPresent(warning -> findings.add(NodeFinding.warning(warning)));
  }

  /** Clauses that allow what there is not: mistyped, most likely, and found out only when a query is refused. */
  private void warnOfClauses(ConsentPolicy policy, Roster roster) {
    warnOfUnknown("analysts", policy.analysts(), roster.analysts().stream().map(analyst -> analyst.id().name()).toList(), "the roster");
    warnOfUnknown("statistics", policy.statistics(), Catalog.standard().statisticNames(), "'jointly query list'");
    warnOfUnknown("tables", Allowed.Only.of(policy.tables().keySet()), config.data().tableNames(), "this node's data");
    int parties = roster.parties().size();
    if (policy.smallestMinimumSites() > parties) {
      findings.add(NodeFinding.warning("policy: smallest_minimum_sites is " + policy.smallestMinimumSites() + ", but there are "
          + parties + " sites: every query is refused"));
    }
  }

  /** A column that is misspelt there may be asked about with any bounds. */
  private void warnOfBounds(RecordSource source, SiteBounds bounds) {
    SortedMap<String, Set<String>> bounded = new TreeMap<>();
    bounds.ranges().forEach((table, ranges) -> bounded.computeIfAbsent(table, unseen -> new TreeSet<>()).addAll(ranges.keySet()));
    bounds.names().forEach((table, names) -> bounded.computeIfAbsent(table, unseen -> new TreeSet<>()).addAll(names));
    warnOfUnknown("bounds", Allowed.Only.of(bounded.keySet()), config.data().tableNames(), "this node's data");
    bounded.forEach((table, columns) -> warnOfColumns(source, "bounds: ", table, Allowed.Only.of(columns)));
  }

  private void warnOfColumns(RecordSource source, String clause, String table, Allowed columns) {
    if (config.data().tableNames().contains(table)) {
      warnOfUnknown(clause + table, columns, List.copyOf(source.columns(table)), "this node's table");
    }
  }

  private void warnOfUnknown(String clause, Allowed allowed, List<String> known, String where) {
    if (allowed instanceof Allowed.Only only) {
      only.names().stream().filter(name -> !known.contains(name)).forEach(name ->
          findings.add(NodeFinding.warning("policy: " + clause + ": there is no " + name + " in " + where + "; it has "
              + String.join(", ", known))));
    }
  }

  private String ledger() {
    Path folder = config.ledger().toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new InvalidConfiguration(List.of(new InvalidConfiguration.Problem(
          config.ledger().toString(), 0, "its folder " + (Files.isDirectory(folder) ? "cannot be written" : "does not exist"))));
    }
    if (Files.notExists(config.ledger())) {
      return "ledger: " + config.ledger() + " will be begun";
    }
    RecentCharges charges = new RecentCharges();
    LedgerChain chain = DisclosureLedger.read(config.ledger(), charges::note);
    chain.broken().ifPresent(broken -> {
      throw new InvalidConfiguration(List.of(new InvalidConfiguration.Problem(
          config.ledger().toString(), (int) broken.line(), broken.reason() + "; somebody changed it: investigate")));
    });
    String lately = charges.counts(clock.instant()).entrySet().stream()
        .map(analyst -> analyst.getKey() + " " + analyst.getValue())
        .collect(Collectors.joining(", "));
    return "ledger: " + chain.entries() + " entries, the chain is sound; charged in the last 24 hours: " + (lately.isEmpty() ? "none" : lately);
  }

  private void data(Optional<ConsentPolicy> policy) {
    look(() -> {
      try (RecordSource source = RecordSource.open(config.data())) {
        source.requireReadable();
        policy.ifPresent(read -> {
          read.tables().forEach((table, columns) -> warnOfColumns(source, "tables: ", table, columns));
          warnOfBounds(source, read.bounds());
        });
        return "data: tables " + String.join(", ", config.data().tableNames()) + " can be read";
      }
    }, text -> text);
  }

  private String port(Optional<Identity> identity) {
    String address = config.listen().host() + ":" + config.listen().port();
    try (ServerSocket socket = new ServerSocket(config.listen().port(), 1, InetAddress.getByName(config.listen().host()))) {
      return "listening: " + address + " is free, port " + socket.getLocalPort();
    } catch (IOException taken) {
      if (identity.filter(this::isItself).isPresent()) {
        return "listening: the node runs already, on " + address + "; what it was started with says jointly node status";
      }
      throw new InvalidConfiguration("listen: cannot listen on " + address + " (" + taken.getMessage()
          + "); is the node running already, and does the address belong to this machine?");
    }
  }

  /** Whether who listens there proves that it has this node's key. */
  private boolean isItself(Identity identity) {
    try {
      Roster.Party self = new Roster.Party(config.party(), config.listen().hostFromHere(), config.listen().port(), identity.fingerprint());
      NodeClient.connect(self, identity, TlsEngine.best(), clock, CONNECTING).close();
      return true;
    } catch (JointlyException somebodyElse) {
      return false;
    }
  }

  /** Whether somebody accepts connections there; who it is shows only when the node runs. */
  private void peers(Roster roster) {
    Stream<Roster.Party> others = roster.parties().stream().filter(party -> !party.id().equals(config.party()));
    others.forEach(party -> {
      String address = party.host() + ":" + party.port();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(party.host(), party.port()), CONNECT_MILLIS);
        findings.add(NodeFinding.ok("peer " + party.id() + ": " + address + " accepts connections"));
      } catch (IOException unreachable) {
        findings.add(NodeFinding.warning("peer " + party.id() + ": " + address + " cannot be reached (" + unreachable.getMessage()
            + "); is its node running, and does the firewall let this machine through?"));
      }
    });
  }
}
