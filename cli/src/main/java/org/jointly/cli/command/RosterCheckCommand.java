package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jointly roster check}. */
@Command(
    name = "check",
    header = "Checks a roster and shows who is in it, with what to read aloud to the others.",
    description = {
      "Everybody has the same roster when everybody sees the same digest. With --identity it also checks that your own fingerprint"
          + " is in it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  jointly roster check roster.yaml", "  jointly roster check roster.yaml --identity north/identity", ""})
final class RosterCheckCommand implements Callable<Integer> {
  private static final int SPOKEN_DIGITS = 32;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The roster.")
  private Path file;

  @Option(names = "--identity", paramLabel = "DIR", description = "Your identity, which must be in the roster.")
  private Optional<Path> identityFolder = Optional.empty();

  @Mixin private OutputOption output;

  RosterCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Roster roster = RosterFile.read(file);
    Document document =
        new Document()
            .with("consortium", roster.consortium())
            .with("suite", roster.suite())
            .with("adversary", roster.adversary().label())
            .with("digest", digest(roster))
            .with("parties", new Items(roster.parties().stream().map(RosterCheckCommand::row).toList()))
            .with("analysts", new Items(roster.analysts().stream().map(RosterCheckCommand::row).toList()));
    identityFolder.ifPresent(folder -> document.with("you", own(roster, folder)));
    surroundings.terminal().out().println(Rendering.of(document.fields(), output.format));
    return ExitCode.OK.code();
  }

  /** For people as much as one reads aloud: 32 digits in groups of four. */
  private String digest(Roster roster) {
    String hex = HexFormat.of().formatHex(roster.digest());
    return output.format == OutputFormat.table ? hex.substring(0, SPOKEN_DIGITS).replaceAll("(.{4})(?=.)", "$1 ") : hex;
  }

  private static Value row(Roster.Party party) {
    return new Document()
        .with("party", party.id().name())
        .with("address", (party.host().contains(":") ? "[" + party.host() + "]" : party.host()) + ":" + party.port())
        .with("fingerprint", party.fingerprint().toString())
        .fields();
  }

  private static Value row(Roster.Analyst analyst) {
    return new Document().with("analyst", analyst.id().name()).with("fingerprint", analyst.fingerprint().toString()).fields();
  }

  private String own(Roster roster, Path folder) {
    Fingerprint mine = Identity.load(folder, surroundings.clock(), surroundings.random()).fingerprint();
    Optional<String> party = roster.party(mine).map(found -> "party " + found.id());
    return party
        .or(() -> roster.analyst(mine).map(found -> "analyst " + found.id()))
        .orElseThrow(() -> new IdentityFailure("the identity in " + folder + ", " + mine + ", is not in " + file));
  }
}
