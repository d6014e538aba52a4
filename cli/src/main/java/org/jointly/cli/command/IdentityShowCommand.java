package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.runtime.identity.Identity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jointly identity show}. */
@Command(
    name = "show",
    header = "Shows the name, the fingerprint and the validity of an identity, and checks that it can be used.",
    footerHeading = "%nExamples:%n",
    footer = {"  jointly identity show north/identity", "  jointly identity show north/identity --output json", ""})
final class IdentityShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "DIR", description = "The folder with identity.key and identity.crt.")
  private Path folder;

  @Mixin private OutputOption output;

  IdentityShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Identity identity = Identity.load(folder, surroundings.clock(), surroundings.random());
    IdentityDescription.print(identity.publicIdentity(), folder, output.format, surroundings.terminal());
    return ExitCode.OK.code();
  }
}
