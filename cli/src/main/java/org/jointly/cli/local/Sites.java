package org.jointly.cli.local;

import java.nio.file.Path;
import java.util.List;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/** What a local consortium is made of; the consortium adds identities, ports and the roster. */
public interface Sites {

  String consortium();

  /** At least three, in roster order. */
  List<PartyId> parties();

  AnalystId analyst();

  /** How secrets are held, and against whom. */
  default Setting setting() {
    return new Setting(parties().size(), "shamir", Adversary.SEMI_HONEST);
  }

  /**
   * Further options of a node's Java machine. Against malicious parties there is so much to compute, ciphers above all, that good code
   * pays.
   *
   * @param folder the site's own
   */
  default List<String> javaOptions(Path folder) {
    return setting().adversary() == Adversary.MALICIOUS ? List.of(JavaCommand.GOOD_CODE) : List.of();
  }

  /** Further options of {@code jointly node start}. */
  default List<String> nodeOptions() {
    return List.of();
  }

  /**
   * Writes a site's {@code node.yaml} and whatever it names besides {@code identity} and {@code ../roster.yaml}. May be called again
   * with another port.
   *
   * @param folder the site's own, there already
   */
  void write(PartyId party, Path folder, int port);
}
