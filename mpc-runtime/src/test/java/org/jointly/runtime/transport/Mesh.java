package org.jointly.runtime.transport;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/**
 * Three nodes on loopback, on ports that are free. A node dials larger names only, so the largest starts first, and each roster has the
 * real ports of those that already listen.
 */
final class Mesh implements AutoCloseable {
  static final PartyId NORTH = new PartyId("north");
  static final PartyId SOUTH = new PartyId("south");
  static final PartyId WEST = new PartyId("west");
  static final List<PartyId> ALL = List.of(NORTH, SOUTH, WEST);
  static final AnalystId ADA = new AnalystId("ada");
  static final Duration LONG = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock();
  final SecureRandom random = new SecureRandom();
  final Map<PartyId, Identity> identities = new HashMap<>();
  final Identity analyst = identity("ada");
  final Map<PartyId, Integer> ports = new HashMap<>();
  final Map<PartyId, PeerLinks> nodes = new TreeMap<>();
  final Map<PartyId, RecordedEvents> events = new HashMap<>();
  final ExecutorService callbacks = Executors.newCachedThreadPool();

  Mesh() {
    for (PartyId party : ALL) {
      identities.put(party, identity(party.name()));
      ports.put(party, 10_000 + party.name().charAt(0));
      events.put(party, new RecordedEvents());
    }
  }

  Identity identity(String name) {
    return Identity.create(name, Duration.ofDays(1), clock, random);
  }

  static TransportSettings settings() {
    return TransportSettings.defaults("127.0.0.1", 0)
        .withBackoff(new TransportSettings.Backoff(Duration.ofMillis(10), Duration.ofMillis(50)));
  }

  Roster roster() {
    return new Roster(
        "trial",
        ALL.stream()
            .map(id -> new Roster.Party(id, "127.0.0.1", ports.get(id), identities.get(id).fingerprint()))
            .toList(),
        List.of(new Roster.Analyst(ADA, analyst.fingerprint())),
        "shamir",
        Adversary.SEMI_HONEST);
  }

  PeerLinks start(PartyId party, TransportSettings settings) {
    PeerLinks node =
        PeerLinks.start(
            party, identities.get(party), roster(), settings, events.get(party), callbacks, clock, new Random(1));
    nodes.put(party, node);
    ports.put(party, node.port());
    return node;
  }

  /** All three, connected. */
  Mesh startAll(TransportSettings settings) {
    start(WEST, settings);
    start(SOUTH, settings);
    start(NORTH, settings);
    awaitLinks();
    return this;
  }

  void awaitLinks() {
    for (PartyId party : nodes.keySet()) {
      ALL.stream().filter(peer -> !peer.equals(party)).forEach(peer -> nodes.get(party).awaitUp(peer, LONG));
    }
  }

  PeerLinks node(PartyId party) {
    return nodes.get(party);
  }

  RecordedEvents events(PartyId party) {
    return events.get(party);
  }

  Roster.Party entry(PartyId party) {
    return roster().party(party).orElseThrow();
  }

  @Override
  public void close() {
    nodes.values().parallelStream().forEach(PeerLinks::close);
    callbacks.shutdownNow();
  }
}
