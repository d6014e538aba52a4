package org.jointly.cli.command;

import org.jointly.cli.render.OutputFormat;
import picocli.CommandLine.Option;

/** {@code --output}, the same for every command that has a result. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How the result is written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  OutputFormat format;
}
