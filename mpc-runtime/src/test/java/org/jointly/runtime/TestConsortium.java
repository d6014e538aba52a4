package org.jointly.runtime;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/** Some parties and one analyst, with fresh keys, and the roster that names them. */
public final class TestConsortium {
  public static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final List<String> NAMES = List.of("north", "south", "west", "east", "centre", "coast", "hill");

  public final SecureRandom random = new SecureRandom();
  public final Map<PartyId, Identity> identities = new LinkedHashMap<>();
  public final Identity analyst;
  public final Roster roster;

  /** Parties on ports from 7001, with a fixed clock. */
  public static TestConsortium of(int parties) {
    return new TestConsortium(parties, CLOCK, i -> 7001 + i);
  }

  public TestConsortium(int parties, Clock clock, IntUnaryOperator port) {
    this(parties, clock, port, Adversary.SEMI_HONEST);
  }

  public TestConsortium(int parties, Clock clock, IntUnaryOperator port, Adversary adversary) {
    List<Roster.Party> listed = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      PartyId id = new PartyId(NAMES.get(i));
      Identity identity = Identity.create(id.name(), Duration.ofDays(365), clock, random);
      identities.put(id, identity);
      listed.add(new Roster.Party(id, "127.0.0.1", port.applyAsInt(i), identity.fingerprint()));
    }
    analyst = Identity.create("alice", Duration.ofDays(365), clock, random);
    roster = rosterOf(listed, adversary);
  }

  private Roster rosterOf(List<Roster.Party> parties, Adversary adversary) {
    return new Roster(
        "test consortium",
        parties,
        List.of(new Roster.Analyst(new AnalystId("alice"), analyst.fingerprint())),
        "shamir",
        adversary);
  }

  public List<PartyId> parties() {
    return List.copyOf(identities.keySet());
  }

  public PartyId party(int index) {
    return parties().get(index);
  }

  public Identity identity(PartyId party) {
    return identities.get(party);
  }

  /** The patients of table {@code patients}, at k = 11. */
  public static QuerySpec cohortCount() {
    return new QuerySpec(
        "How many patients?",
        "cohort-count",
        new Cohort("patients", new Predicate.Everyone()),
        new TreeMap<>(),
        new ReleaseRule(11, 1, new ReleaseRule.Noise.None(), 1000));
  }
}
