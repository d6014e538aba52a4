package org.jointly.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jointly.cli.command.JointlyCommand;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.console.Terminal;
import picocli.CommandLine;

/** The process: makes what is made once, runs one command, ends with its exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    StandardOutput sink = StandardOutput.ofProcess();
    PrintStream out = new PrintStream(new java.io.BufferedOutputStream(sink), false, StandardCharsets.UTF_8);
    boolean watched = Terminal.isWatched();
    PrintStream err = new PrintStream(new MutedAtExit(System.err, watched ? Terminal.CLEAR_LINE : ""), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(out, err, watched);

    int code = run(new Surroundings(terminal, Clock.systemUTC(), new SecureRandom()), arguments);
    out.flush();
    System.exit(written(sink, err).map(ExitCode::code).orElse(code));
  }

  /** Runs one command line; returns its exit code. Does not end the process. */
  public static int run(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(helpLast(arguments));
  }

  /** {@code jointly help query run} means {@code jointly query run --help}. */
  private static String[] helpLast(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] asked = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    asked[asked.length - 1] = "--help";
    return asked;
  }

  /** The whole command tree, ready to parse. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine.IFactory factory = new CommandFactory(surroundings);
    CommandLine line = new CommandLine(new JointlyCommand(), factory);
    FailureReporter reporter = new FailureReporter(surroundings.terminal());
    line.setOut(new java.io.PrintWriter(surroundings.terminal().out(), true));
    line.setErr(new java.io.PrintWriter(surroundings.terminal().err(), true));
    line.setParameterExceptionHandler(reporter::usage);
    line.setExecutionExceptionHandler(reporter::failure);
    JointlyCommand.complete(line);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setUsageHelpLongOptionsMaxWidth(32);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.setOverwrittenOptionsAllowed(false);
    line.setExpandAtFiles(false);
    return line;
  }

  private static Optional<ExitCode> written(StandardOutput sink, PrintStream err) {
    Optional<IOException> failure = sink.failure();
    if (failure.isEmpty()) {
      return Optional.empty();
    }
    if (StandardOutput.isBrokenPipe(failure.get())) {
      return Optional.of(ExitCode.BROKEN_PIPE);
    }
    err.println("jointly: cannot write to standard output: " + failure.get().getMessage());
    return Optional.of(ExitCode.OUTPUT);
  }
}
