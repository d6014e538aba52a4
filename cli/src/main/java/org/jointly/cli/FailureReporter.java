package org.jointly.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jointly.cli.command.DebugOption;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Terminal;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Json;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Suggestion;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.fault.JointlyException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong and ends with the exit code of whoever must act. One line, or one line per problem, on standard error; with
 * {@code --output json} also an object on standard output; a stack trace with {@code --debug} only.
 */
final class FailureReporter {
  private final Terminal terminal;

  FailureReporter(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A command line that cannot be understood. */
  int usage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    String text =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched)
            : misspelt(wrong, arguments).orElseGet(() -> firstLine(wrong.getMessage()));
    terminal.err().println("jointly: " + TextTable.printable(text));
    terminal.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.code();
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    String word = wrong.getUnmatched().get(0);
    CommandLine command = wrong.getCommandLine();
    List<String> meant = wrong.getSuggestions();
    if (word.startsWith("-")) {
      String hint = meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant.subList(0, Math.min(2, meant.size()))) + "?";
      return "there is no option '" + word + "' here" + hint;
    }
    if (command.getSubcommands().isEmpty()) {
      return "'" + word + "' is one word too many";
    }
    Set<String> known = command.getSubcommands().keySet();
    return "there is no command '" + word + "' here"
        + Suggestion.nearest(word, known).map(near -> "; did you mean " + near + "?").orElse("; there are " + String.join(", ", known));
  }

  /** What is missing may be there under another name, which is the better thing to say. */
  private static Optional<String> misspelt(ParameterException wrong, String[] arguments) {
    Set<String> known = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
    List<String> longNames = known.stream().filter(name -> name.startsWith("--")).toList();
    return wrong instanceof MissingParameterException
        ? Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2)[0])
            .filter(name -> name.startsWith("--") && !known.contains(name))
            .findFirst()
            .map(name -> "there is no option '" + name + "' here" + Suggestion.hint(name, longNames))
        : Optional.empty();
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).stripTrailing();
  }

  /** A command that failed. */
  int failure(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    terminal.progressDone();
    JointlyException failure = known(thrown);
    ExitCode code = ExitCode.of(failure.family());
    explain(failure, code);
    if (DebugOption.isGiven(parsed)) {
      thrown.printStackTrace(terminal.err());
    } else if (code == ExitCode.BUG) {
      terminal.err().println("This is a fault of Jointly. Run again with --debug and report what it prints.");
    }
    if (command.getParseResult().matchedOptionValue("--output", OutputFormat.table) == OutputFormat.json) {
      terminal.out().println(Json.of(object(failure, code).fields()));
    }
    return code.code();
  }

  private static JointlyException known(Exception thrown) {
    if (thrown instanceof JointlyException known) {
      return known;
    }
    if (thrown instanceof InvalidQueryException invalid) {
      return new InvalidQuery(invalid.problems());
    }
    String text = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
    return new InternalFailure(thrown.getClass().getSimpleName() + text, thrown);
  }

  private void explain(JointlyException failure, ExitCode code) {
    List<String> problems = problems(failure);
    if (problems.size() > 1) {
      terminal.err().println("jointly: " + problems.size() + " problems");
      problems.forEach(problem -> terminal.err().println("  " + TextTable.printable(problem)));
      return;
    }
    failure.getMessage().lines().map(TextTable::printable).forEach(line -> terminal.err().println("jointly: " + line));
  }

  private static List<String> problems(JointlyException failure) {
    if (failure instanceof InvalidConfiguration configuration) {
      return configuration.problems().stream().map(InvalidConfiguration.Problem::toString).toList();
    }
    return failure instanceof InvalidQuery query ? query.problems() : List.of();
  }

  private static Document object(JointlyException failure, ExitCode code) {
    Document error = new Document().with("kind", failure.family().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    failure.party().ifPresent(party -> error.with("party", party.name()));
    error.with("message", failure.getMessage());
    List<String> problems = problems(failure);
    if (!problems.isEmpty()) {
      error.withTexts("problems", problems);
    }
    return new Document().with("status", "failed").with("error", error).with("exitCode", code.code());
  }
}
