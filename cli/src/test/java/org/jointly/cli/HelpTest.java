package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

  static Stream<CommandLine> commands() {
    return all(tree());
  }

  private static CommandLine tree() {
    return Main.commandLine(Cli.surroundings(new ByteArrayOutputStream(), new ByteArrayOutputStream()));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEveryCommand_hasExamplesThatParse(CommandLine command) {
    List<List<String>> examples = examples(command.getUsageMessage());

    assertThat(examples).as(command.getCommandSpec().qualifiedName()).isNotEmpty();
    for (List<String> example : examples) {
      CommandLine.ParseResult parsed = tree().parseArgs(example.toArray(String[]::new));
      assertThat(parsed.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEveryCommand_fitsTheScreenAndNamesExitCodes(CommandLine command) {
    String help = command.getUsageMessage();

    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
    assertThat(command.getCommandSpec().usageMessage().footer())
        .allSatisfy(line -> assertThat(help.lines()).as("an example that can be copied").contains(line));
    assertThat(help).contains("Exit codes:");
    assertThat(command.getCommandSpec().usageMessage().header()).hasSize(1);
  }

  @Test
  void help_goesToStandardOutput_andIsNoFailure() {
    Cli help = Cli.run("query", "run", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("jointly query run rare.yaml");
    assertThat(help.err()).isEmpty();
  }

  /** Lines of examples, continued ones joined, redirections and what shells do left out. */
  private static List<List<String>> examples(String help) {
    String joined = help.substring(help.indexOf("Examples:")).replaceAll("\\\\\\R\\s*", " ");
    List<List<String>> examples = new ArrayList<>();
    joined.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("jointly "))
        .map(line -> line.replaceAll("\\s+(>|2>>|\\|).*", ""))
        .forEach(line -> examples.add(List.of(line.substring("jointly ".length()).split("\\s+"))));
    joined.lines().filter(line -> line.contains("<(jointly")).forEach(line -> examples.add(List.of("completion")));
    return examples;
  }
}
