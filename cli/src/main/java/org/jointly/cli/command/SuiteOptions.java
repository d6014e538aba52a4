package org.jointly.cli.command;

import java.util.List;
import java.util.Optional;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.fault.InvalidConfiguration;
import picocli.CommandLine.Option;

/** {@code --suite} and {@code --adversary}, for commands that set up a consortium. */
final class SuiteOptions {
  @Option(
      names = "--suite",
      paramLabel = "NAME",
      defaultValue = "shamir",
      converter = SuiteConverter.class,
      description = "How secrets are held: shamir, fast, and safe while most sites are honest, or spdz, safe while one is"
          + " (default: ${DEFAULT-VALUE}).")
  private String suite;

  @Option(
      names = "--adversary",
      paramLabel = "KIND",
      converter = AdversaryConverter.class,
      description = "semi-honest, sites that do as agreed but are curious, or malicious, sites that may do anything (default: semi-honest,"
          + " with spdz malicious).")
  private Optional<Adversary> adversary = Optional.empty();

  /** @throws InvalidConfiguration if the suite does not serve so many sites against such adversaries */
  Setting setting(int parties) {
    Catalog catalog = Catalog.standard();
    List<Setting> settings = adversary.map(List::of).orElse(List.of(Adversary.values())).stream()
        .map(kind -> new Setting(parties, suite, kind))
        .toList();
    return settings.stream()
        .filter(setting -> setting.problem(catalog).isEmpty())
        .findFirst()
        .orElseThrow(() -> new InvalidConfiguration(settings.get(0).problem(catalog).orElseThrow()));
  }
}
