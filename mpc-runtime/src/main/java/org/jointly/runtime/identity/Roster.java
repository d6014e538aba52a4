package org.jointly.runtime.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/**
 * Who takes part, agreed by everybody: the ordered parties with addresses and fingerprints, the analysts, and the security they
 * chose. Every node has the same file; {@link #digest()} is part of every session.
 *
 * @param consortium its name
 * @param parties at least three; the order gives each its number in the protocol
 * @param analysts who may send queries
 * @param suite the protocol suite's name, such as {@code shamir}
 * @param adversary what colluding parties are assumed to do
 */
public record Roster(
    String consortium, List<Party> parties, List<Analyst> analysts, String suite, Adversary adversary) {

  /** Fewest parties: with two, each could subtract its own numbers. */
  public static final int MIN_PARTIES = 3;

  /** @throws InvalidConfiguration with every problem at once */
  public Roster {
    parties = List.copyOf(parties);
    analysts = List.copyOf(analysts);
    List<RosterProblem> problems = RosterCheck.problems(consortium, parties, analysts, suite);
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(
          problems.stream()
              .map(problem -> new InvalidConfiguration.Problem("", 0, problem.field() + ": " + problem.message()))
              .toList());
    }
  }

  /**
   * A site.
   *
   * @param host name or address where its node listens
   * @param port 1..65535
   * @param fingerprint of its node's key
   * @param displayName how people call it; not part of the digest
   */
  public record Party(PartyId id, String host, int port, Fingerprint fingerprint, Optional<String> displayName) {
    public Party(PartyId id, String host, int port, Fingerprint fingerprint) {
      this(id, host, port, fingerprint, Optional.empty());
    }
  }

  /** Somebody who may ask. */
  public record Analyst(AnalystId id, Fingerprint fingerprint) {}

  /**
   * What the constructor would complain about; lets a parser say in which line of the file.
   *
   * @return empty if a roster can be made of these
   */
  public static List<RosterProblem> problems(
      String consortium, List<Party> parties, List<Analyst> analysts, String suite) {
    return RosterCheck.problems(consortium, parties, analysts, suite);
  }

  /** What every query is planned for. */
  public Setting setting() {
    return new Setting(parties.size(), suite, adversary);
  }

  /** The party's number in the protocol: its position, from 1; empty if it takes no part. */
  public Optional<PartyIndex> indexOf(PartyId id) {
    for (int i = 0; i < parties.size(); i++) {
      if (parties.get(i).id().equals(id)) {
        return Optional.of(new PartyIndex(i + 1));
      }
    }
    return Optional.empty();
  }

  /** @throws IndexOutOfBoundsException if there are fewer parties */
  public Party party(PartyIndex index) {
    return parties.get(index.value() - 1);
  }

  public Optional<Party> party(PartyId id) {
    return parties.stream().filter(party -> party.id().equals(id)).findFirst();
  }

  public Optional<Party> party(Fingerprint fingerprint) {
    return parties.stream().filter(party -> party.fingerprint().equals(fingerprint)).findFirst();
  }

  public Optional<Analyst> analyst(Fingerprint fingerprint) {
    return analysts.stream().filter(analyst -> analyst.fingerprint().equals(fingerprint)).findFirst();
  }

  /** SHA-256 over everything but display names; the order of analysts does not matter, the order of parties does. */
  public byte[] digest() {
    LabelledFields fields =
        new LabelledFields("jointly/roster/v1").text(consortium).text(suite).text(adversary.label());
    fields.number(parties.size());
    for (Party party : parties) {
      fields.text(party.id().name()).text(party.host()).number(party.port()).field(party.fingerprint().bytes());
    }
    fields.number(analysts.size());
    analysts.stream()
        .sorted(Comparator.comparing(Analyst::id))
        .forEach(analyst -> fields.text(analyst.id().name()).field(analyst.fingerprint().bytes()));
    return fields.digest();
  }
}
