package org.jointly.protocols.plan;

import java.util.Optional;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.UnsupportedSetting;

/**
 * What the roster fixes for every query.
 *
 * @param suite the suite's name in the catalogue
 */
public record Setting(int parties, String suite, Adversary adversary) {

  /**
   * Why the suite that the catalogue has under this name serves no query at all in this setting; empty if it does, or there is none of
   * that name.
   */
  public Optional<String> problem(Catalog catalog) {
    return catalog.suite(suite).flatMap(this::problem);
  }

  Optional<String> problem(Suite known) {
    try {
      known.model(parties, adversary, 1, 0);
      return Optional.empty();
    } catch (UnsupportedSetting e) {
      return Optional.of(e.getMessage());
    }
  }
}
