package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureReporterTest {
  private static final PartyId WEST = new PartyId("west");

  /** A command that fails as it is told. */
  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private static Cli fail(Exception failure, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine line = Main.commandLine(Cli.surroundings(out, err));
    CommandLine failing = new CommandLine(new Failing(failure));
    failing.getCommandSpec().addOption(
        CommandLine.Model.OptionSpec.builder("--output").type(org.jointly.cli.render.OutputFormat.class).build());
    line.addSubcommand("failing", failing);
    failing.setExecutionExceptionHandler(line.getExecutionExceptionHandler());
    failing.setCaseInsensitiveEnumValuesAllowed(true);
    String[] arguments = new String[options.length + 1];
    arguments[0] = "failing";
    System.arraycopy(options, 0, arguments, 1, options.length);
    int code = line.execute(arguments);
    return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void refusal_isOneLineThatNamesPartyAndClause() {
    Cli result = fail(new Refused(WEST, "policy.yaml: smallest_minimum_count is 11, the query asks for 5"));

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).isEqualTo("jointly: party west: policy.yaml: smallest_minimum_count is 11, the query asks for 5\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void refusal_withJsonOutput_isAnObjectOnStandardOutput() {
    Cli result = fail(new Refused(WEST, "no"), "--output", "json");

    assertThat(result.out())
        .isEqualToIgnoringWhitespace(
            """
            {"status": "failed",
             "error": {"kind": "refused", "party": "west", "message": "party west: no"},
             "exitCode": 7}
            """);
  }

  @Test
  void configuration_withSeveralProblems_listsThemAll() {
    Cli result = fail(new InvalidConfiguration(List.of(new Problem("node.yaml", 4, "one"), new Problem("node.yaml", 9, "two"))));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("jointly: 2 problems\n  node.yaml:4: one\n  node.yaml:9: two\n");
  }

  @Test
  void planner_problems_areThoseOfAQuery() {
    Cli result = fail(new InvalidQueryException(List.of("codes: is missing")));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("jointly: codes: is missing\n");
  }

  @Test
  void network_failures_exitWithFour() {
    assertThat(fail(new PeerUnavailable(WEST, "is gone")).exitCode()).isEqualTo(4);
    assertThat(fail(new DeadlineExceeded(WEST, 30_000)).exitCode()).isEqualTo(4);
    assertThat(fail(new Aborted(WEST, "stopping")).exitCode()).isEqualTo(4);
  }

  @Test
  void violation_andDataFailure_haveTheirOwnCodes() {
    assertThat(fail(new ProtocolViolation(WEST, "share of 9 bytes, expected 8")).exitCode()).isEqualTo(6);
    assertThat(fail(new DataFailure(WEST, "no table x")).exitCode()).isEqualTo(8);
  }

  @Test
  void bug_saysWhatToDo_andShowsNoStackTrace() {
    Cli result = fail(new IllegalStateException("oops"));

    assertThat(result.exitCode()).isEqualTo(70);
    assertThat(result.err())
        .isEqualTo(
            """
            jointly: IllegalStateException: oops
            This is a fault of Jointly. Run again with --debug and report what it prints.
            """);
  }

  @Test
  void debug_anywhereOnTheLine_showsTheStackTrace() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    Main.run(Cli.surroundings(out, err), "identity", "show", "there-is-no-such-folder", "--debug");

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("jointly: there-is-no-such-folder").contains("\tat org.jointly");
  }

  @Test
  void text_thatATerminalWouldObey_isNotPrinted() {
    Cli result = fail(new Refused(WEST, "\u001b[2Jcleared"));

    assertThat(result.err()).doesNotContain("\u001b");
  }

  @Test
  void command_thatIsMistyped_isAnsweredWithTheOneThatWasMeant() {
    assertThat(Cli.run("query", "rum").err())
        .isEqualTo("jointly: there is no command 'rum' here; did you mean run?\nTry: jointly query --help\n");
    assertThat(Cli.run("qeury", "run", "x").err()).contains("did you mean query?");
  }

  @Test
  void command_thatNobodyKnows_isAnsweredWithThoseThereAre() {
    Cli result = Cli.run("query", "ask");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("jointly: there is no command 'ask' here; there are list, new, validate, explain, run\nTry: jointly query --help\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void option_thatIsMistyped_isAnsweredWithASuggestion() {
    assertThat(Cli.run("query", "validate", "q.yaml", "--rostre", "r").err()).startsWith("jointly: there is no option '--rostre' here; did you mean --roster");
  }

  @Test
  void word_tooMany_isNamed() {
    assertThat(Cli.run("demo", "all").err()).startsWith("jointly: 'all' is one word too many");
  }

  @Test
  void value_thatIsWrong_isAnsweredWithWhatWouldBeRight() {
    assertThat(Cli.run("query", "run", "q", "--deadline", "soon").err()).contains("write a time such as 30s, 2m or 500ms");
  }

  @Test
  void group_alone_showsItsHelpOnStandardError() {
    Cli result = Cli.run("query");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Usage: jointly query");
    assertThat(result.out()).isEmpty();
  }
}
