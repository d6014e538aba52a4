package org.jointly.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/** The three hospitals of {@code party-configs}, as an operator would copy them; only where they listen is changed. */
public final class SampleSites implements Sites {
  private final Path samples;
  private final Roster roster;

  private SampleSites(Path samples) {
    this.samples = samples;
    this.roster = RosterFile.read(samples.resolve("roster.yaml"));
  }

  /** Those of this distribution. */
  public static SampleSites ofThisInstallation() {
    return new SampleSites(folder());
  }

  private static Path folder() {
    Path home = Path.of(System.getProperty("jointly.home", "")).toAbsolutePath();
    for (Path folder = home; folder != null; folder = folder.getParent()) {
      Path samples = folder.resolve("party-configs").resolve("three-hospitals");
      if (Files.isDirectory(samples)) {
        return samples;
      }
    }
    throw new InvalidConfiguration(
        "no party-configs/three-hospitals in " + home + " or above it; start jointly by the launcher of a clone or a distribution");
  }

  @Override
  public String consortium() {
    return roster.consortium();
  }

  @Override
  public List<PartyId> parties() {
    return roster.parties().stream().map(Roster.Party::id).toList();
  }

  @Override
  public AnalystId analyst() {
    return roster.analysts().get(0).id();
  }

  /** The sample queries, by name. */
  public Path query(String name) {
    return samples.resolve("queries").resolve(name + ".yaml");
  }

  @Override
  public void write(PartyId party, Path folder, int port) {
    Path from = samples.resolve(party.name());
    try (Stream<Path> files = Files.walk(from)) {
      files.filter(Files::isRegularFile).forEach(file -> Text.write(folder.resolve(from.relativize(file).toString()), Text.read(file)));
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot copy " + from, failed);
    }
    Path node = folder.resolve("node.yaml");
    Text.write(node, Text.read(node).replaceFirst("(?m)^listen:.*$", "listen: {host: 127.0.0.1, port: " + port + "}"));
  }
}
