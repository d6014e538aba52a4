package org.jointly.cli.local;

import java.nio.file.Path;
import java.util.List;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/** What a local consortium is made of; the consortium adds identities, ports and the roster. */
public interface Sites {

  String consortium();

  /** At least three, in roster order. */
  List<PartyId> parties();

  AnalystId analyst();

  /**
   * Writes a site's {@code node.yaml} and whatever it names besides {@code identity} and {@code ../roster.yaml}. May be called again
   * with another port.
   *
   * @param folder the site's own, there already
   */
  void write(PartyId party, Path folder, int port);
}
