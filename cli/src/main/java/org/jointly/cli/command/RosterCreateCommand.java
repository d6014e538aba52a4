package org.jointly.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.protocols.plan.Setting;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.identity.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly roster create}. */
@Command(
    name = "create",
    header = "Writes a roster from addresses and fingerprints.",
    description = {
      "One site does this and sends the file to all others and to the analysts; each checks its own fingerprint in it and reads it"
          + " to the others over the phone. The order of the parties matters: everybody needs the very same file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly roster create --consortium rare-diseases \\",
      "    --party north@10.1.0.1:7101=" + RosterCreateCommand.EXAMPLE_A + " \\",
      "    --party south@10.2.0.1:7101=" + RosterCreateCommand.EXAMPLE_B + " \\",
      "    --party west@10.3.0.1:7101=" + RosterCreateCommand.EXAMPLE_C + " \\",
      "    --analyst anna=" + RosterCreateCommand.EXAMPLE_D + " \\",
      "    --to roster.yaml",
      ""
    })
final class RosterCreateCommand implements Callable<Integer> {
  static final String EXAMPLE_A = "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa";
  static final String EXAMPLE_B = "bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbbb-bbba";
  static final String EXAMPLE_C = "cccc-cccc-cccc-cccc-cccc-cccc-cccc-cccc-cccc-cccc-cccc-cccc-ccca";
  static final String EXAMPLE_D = "dddd-dddd-dddd-dddd-dddd-dddd-dddd-dddd-dddd-dddd-dddd-dddd-ddda";

  private final Surroundings surroundings;

  @Option(names = "--consortium", required = true, paramLabel = "NAME", description = "What the consortium is called.")
  private String consortium;

  @Option(
      names = "--party",
      required = true,
      arity = "1",
      paramLabel = "NAME@HOST:PORT=FINGERPRINT",
      converter = RosterEntry.PartyEntry.class,
      description = "A site and where its node is reached; at least three of them, in order.")
  private List<Roster.Party> parties;

  @Option(
      names = "--analyst",
      arity = "1",
      paramLabel = "NAME=FINGERPRINT",
      converter = RosterEntry.AnalystEntry.class,
      description = "Somebody who may ask; as often as needed.")
  private List<Roster.Analyst> analysts = List.of();

  @Option(names = "--to", paramLabel = "FILE", description = "The file to make; without, it is printed. Nothing is overwritten.")
  private Optional<Path> file = Optional.empty();

  @Mixin private SuiteOptions suite;

  RosterCreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Setting setting = suite.setting(parties.size());
    Roster roster = new Roster(consortium, parties, analysts, setting.suite(), setting.adversary());
    String text = RosterFile.write(roster);
    if (file.isPresent()) {
      write(file.get(), text);
      surroundings.terminal().err().println("Wrote " + file.get() + "; now every site runs: jointly roster check " + file.get());
    } else {
      surroundings.terminal().out().print(text);
    }
    return ExitCode.OK.code();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException exists) {
      throw new InvalidConfiguration(file + " exists already; move it away first, or write to another file");
    } catch (IOException failed) {
      throw new InvalidConfiguration("cannot write " + file + ": " + failed.getMessage());
    }
  }
}
