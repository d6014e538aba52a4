package org.jointly.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.party.PartyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly identity create}. */
@Command(
    name = "create",
    header = "Makes a key and a self-signed certificate, and prints the fingerprint to read aloud.",
    description = {
      "The folder gets identity.key, which never leaves this machine, and identity.crt. Nothing is ever overwritten.",
      "The others need the fingerprint only: read it to them over the phone, or have them read it to you."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  A site:",
      "    jointly identity create north --to north/identity",
      "  An analyst, for one year:",
      "    jointly identity create anna --to anna --days 365",
      ""
    })
final class IdentityCreateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Who: the site's or the analyst's name, lowercase letters, digits, hyphens.")
  private String name;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder to make it in.")
  private Path folder;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "730",
      description = "How long it is valid (default: ${DEFAULT-VALUE}).")
  private int days;

  @Mixin private OutputOption output;

  IdentityCreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    requireUsable();
    Identity identity =
        Identity.create(name, Duration.ofDays(days), surroundings.clock(), surroundings.random());
    makeFolder();
    identity.save(folder);
    IdentityDescription.print(identity.publicIdentity(), folder, output.format, surroundings.terminal());
    return ExitCode.OK.code();
  }

  private void requireUsable() {
    try {
      new PartyId(name);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage().replaceFirst("^(a )?party name", "a name"));
    }
    if (days < 1 || days > 3650) {
      throw new ParameterException(spec.commandLine(), "--days is from 1 to 3650, got " + days);
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new IdentityFailure("cannot make the folder " + folder + ": " + failed.getMessage(), failed);
    }
  }
}
