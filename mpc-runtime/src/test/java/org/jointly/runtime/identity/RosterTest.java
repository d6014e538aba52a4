package org.jointly.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Roster.Party north = party("north", "10.0.0.1", 7000, 1);
  private final Roster.Party south = party("south", "south.example.org", 7000, 2);
  private final Roster.Party west = party("west", "::1", 7000, 3);
  private final Roster.Analyst ada = new Roster.Analyst(new AnalystId("ada"), fingerprint(9));
  private final Roster.Analyst bob = new Roster.Analyst(new AnalystId("bob"), fingerprint(8));

  @Test
  void indexOf_countsFromOneInRosterOrder() {
    Roster roster = roster(List.of(north, south, west), List.of(ada));

    assertThat(roster.indexOf(new PartyId("north"))).contains(new PartyIndex(1));
    assertThat(roster.indexOf(new PartyId("west"))).contains(new PartyIndex(3));
    assertThat(roster.indexOf(new PartyId("east"))).isEmpty();
    assertThat(roster.party(new PartyIndex(2))).isEqualTo(south);
    assertThat(roster.party(fingerprint(3))).contains(west);
    assertThat(roster.analyst(fingerprint(9))).contains(ada);
    assertThat(roster.analyst(fingerprint(1))).isEmpty();
  }

  @Test
  void digest_changesWithEverythingButDisplayNamesAndTheOrderOfAnalysts() {
    List<Roster.Party> parties = List.of(north, south, west);
    byte[] digest = roster(parties, List.of(ada, bob)).digest();
    var named = new Roster.Party(north.id(), north.host(), north.port(), north.fingerprint(), Optional.of("North Clinic"));

    assertThat(roster(parties, List.of(bob, ada)).digest()).isEqualTo(digest);
    assertThat(roster(List.of(named, south, west), List.of(ada, bob)).digest()).isEqualTo(digest);
    assertThat(roster(List.of(south, north, west), List.of(ada, bob)).digest()).isNotEqualTo(digest);
    assertThat(roster(parties, List.of(ada)).digest()).isNotEqualTo(digest);
    assertThat(roster(parties, List.of(new Roster.Analyst(ada.id(), fingerprint(7)), bob)).digest()).isNotEqualTo(digest);
    assertThat(roster(parties, List.of(new Roster.Analyst(new AnalystId("eve"), ada.fingerprint()), bob)).digest()).isNotEqualTo(digest);
    assertThat(roster(List.of(party("north", "10.0.0.1", 7001, 1), south, west), List.of(ada, bob)).digest()).isNotEqualTo(digest);
    assertThat(roster(List.of(party("north", "10.0.0.2", 7000, 1), south, west), List.of(ada, bob)).digest()).isNotEqualTo(digest);
    assertThat(roster(List.of(party("north", "10.0.0.1", 7000, 4), south, west), List.of(ada, bob)).digest()).isNotEqualTo(digest);
    assertThat(new Roster("trial", parties, List.of(ada, bob), "shamir", Adversary.MALICIOUS).digest()).isNotEqualTo(digest);
    assertThat(new Roster("trial", parties, List.of(ada, bob), "spdz", Adversary.SEMI_HONEST).digest()).isNotEqualTo(digest);
    assertThat(new Roster("other", parties, List.of(ada, bob), "shamir", Adversary.SEMI_HONEST).digest()).isNotEqualTo(digest);
  }

  @Test
  void constructor_ofManyMistakes_namesThemAll() {
    List<Roster.Party> parties = new ArrayList<>(List.of(north, party("north", "10.0.0.1", 7000, 1)));
    parties.add(party("west", "bad host!", 0, 3));
    List<Roster.Analyst> analysts = List.of(new Roster.Analyst(new AnalystId("ada"), fingerprint(3)));

    var failure =
        catchThrowableOfType(
            InvalidConfiguration.class, () -> new Roster(" ", parties, analysts, "shamir", Adversary.SEMI_HONEST));

    assertThat(failure.problems()).hasSize(7);
    assertThat(failure)
        .hasMessageContaining("consortium: ")
        .hasMessageContaining("parties[1].id: party north is used already by parties[0].id")
        .hasMessageContaining("parties[1].host: address 10.0.0.1 port 7000 is used already")
        .hasMessageContaining("parties[1].fingerprint: ")
        .hasMessageContaining("parties[2].host: needs a host name")
        .hasMessageContaining("parties[2].port: needs a port from 1 to 65535, got 0")
        .hasMessageContaining("analysts[0].fingerprint: ");
  }

  @Test
  void constructor_ofAPortThatIsNone_isRefused() {
    assertThat(Roster.problems("trial", List.of(north, south, party("west", "::1", 65_535, 3)), List.of(), "shamir")).isEmpty();
    assertThat(Roster.problems("trial", List.of(north, south, party("west", "::1", 65_536, 3)), List.of(), "shamir"))
        .containsExactly(new RosterProblem("parties[2].port", "needs a port from 1 to 65535, got 65536"));
  }

  @Test
  void constructor_ofTwoParties_isRefused() {
    assertThat(Roster.problems("trial", List.of(north, south), List.of(), "shamir"))
        .containsExactly(new RosterProblem("parties", "needs at least 3 parties, got 2"));
    assertThat(Roster.problems("trial", Collections.emptyList(), List.of(), "shamir")).hasSize(1);
  }

  private static Roster roster(List<Roster.Party> parties, List<Roster.Analyst> analysts) {
    return new Roster("trial", parties, analysts, "shamir", Adversary.SEMI_HONEST);
  }

  private static Roster.Party party(String name, String host, int port, int key) {
    return new Roster.Party(new PartyId(name), host, port, fingerprint(key));
  }

  private static Fingerprint fingerprint(int first) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) first;
    return Fingerprint.ofBytes(bytes);
  }
}
