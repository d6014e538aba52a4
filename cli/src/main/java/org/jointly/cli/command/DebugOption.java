package org.jointly.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Whether {@code --debug} stands anywhere on the command line; it may stand after any of the words. */
public final class DebugOption {
  private DebugOption() {}

  static boolean isGiven(CommandSpec spec) {
    return isGiven(spec.root().commandLine().getParseResult());
  }

  public static boolean isGiven(CommandLine.ParseResult parsed) {
    return parsed.asCommandLineList().stream().anyMatch(part -> part.getParseResult().matchedOptionValue("--debug", false));
  }
}
