package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterFileTest {
  @TempDir Path folder;

  private static Fingerprint fingerprint(int seed) {
    byte[] bytes = new byte[Fingerprint.BYTES];
    bytes[0] = (byte) seed;
    return Fingerprint.ofBytes(bytes);
  }

  private static Roster.Party party(String name, int seed, Optional<String> shown) {
    return new Roster.Party(new PartyId(name), "127.0.0.1", 7100 + seed, fingerprint(seed), shown);
  }

  private List<String> problems(String text) {
    return new Reading(folder).problems(text, RosterFile::read);
  }

  @Test
  void read_ofWhatWasWritten_isTheSameRoster() {
    Roster roster =
        new Roster(
            "three: \"hospitals\" # \\",
            List.of(party("north", 1, Optional.of("North: \"Hospital\"")), party("south", 2, Optional.empty()), party("west", 3, Optional.empty())),
            List.of(new Roster.Analyst(new AnalystId("maria"), fingerprint(9))),
            "shamir",
            Adversary.SEMI_HONEST);

    Roster read = RosterFile.read(new Reading(folder).file("roster.yaml", RosterFile.write(roster)));

    assertThat(read).isEqualTo(roster);
    assertThat(read.digest()).isEqualTo(roster.digest());
    assertThat(RosterFile.write(roster)).startsWith("# ");
  }

  @Test
  void read_withoutAnalysts_isARosterThatNobodyMayAsk() {
    Roster roster =
        new Roster("c", List.of(party("a", 1, Optional.empty()), party("b", 2, Optional.empty()), party("c", 3, Optional.empty())),
            List.of(), "shamir", Adversary.MALICIOUS);

    assertThat(RosterFile.read(new Reading(folder).file("roster.yaml", RosterFile.write(roster)))).isEqualTo(roster);
  }

  @Test
  void read_withDuplicates_namesTheirLines() {
    String one = fingerprint(1).toString();
    List<String> problems =
        problems(
            """
            consortium: c
            parties:
              - {name: north, host: h1, port: 1, fingerprint: %s}
              - name: north
                host: h1
                port: 1
                fingerprint: %s
            analysts:
              - {name: maria, fingerprint: %s}
            """.formatted(one, one, fingerprint(2)));

    assertThat(problems).extracting(problem -> problem.replaceAll(" (north|h1 port 1|[a-z2-7-]{64}) .*", ""))
        .contains("4: name: party", "5: host: address", "7: fingerprint: fingerprint")
        .anySatisfy(problem -> assertThat(problem).startsWith("2: parties: needs at least 3"));
  }

  @Test
  void read_withManyMistakes_tellsThemAllWithTheirLines() {
    List<String> problems =
        problems(
            """
            consortium: c
            adversery: malicious
            adversary: evil
            parties:
              - {name: North, host: h, port: 0, fingerprint: abcd}
              - {nam: south, host: h, port: 1, fingerprint: %s}
              - west
            analysts: maria
            """.formatted(fingerprint(1)));

    assertThat(problems).extracting(problem -> problem.replaceAll("(is 1 to 32|: got|; did|is 13 groups).*", ""))
        .containsExactlyInAnyOrder(
            "2: adversery: there is no such key here; write one of suite",
            "3: adversary",
            "5: name: a party name ",
            "5: port",
            "5: fingerprint: a fingerprint ",
            "6: nam: there is no such key here",
            "7: parties",
            "8: analysts");
  }

  @Test
  void read_ofSpdzAgainstSemiHonestParties_saysWhatToWrite() {
    String parties = IntStream.rangeClosed(1, 3)
        .mapToObj(i -> "  - {name: p%d, host: h%d, port: 1, fingerprint: %s}%n".formatted(i, i, fingerprint(i)))
        .collect(Collectors.joining());

    assertThat(problems("consortium: c\nsuite: spdz\nanalysts: [{name: maria, fingerprint: "
        + fingerprint(9) + "}]\nparties:\n" + parties)).containsExactly(
        "2: suite: suite spdz is against malicious parties: write \"adversary: malicious\" in the roster, or \"suite: shamir\"");
  }

  @Test
  void read_ofNothing_saysWhatToWrite() {
    assertThat(problems("{}")).hasSize(3).allSatisfy(problem -> assertThat(problem).contains("has no").contains("write"));
  }
}
