package org.jointly.cli.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.local.LocalConsortium;
import org.jointly.cli.local.SampleSites;
import org.jointly.cli.query.OutcomeHtml;
import org.jointly.cli.query.OutcomePage;
import org.jointly.cli.query.Question;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.identity.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jointly demo}. */
@Command(
    name = "demo",
    header = "Shows three hospitals that count patients together, on this machine, and leaves nothing behind.",
    description = {
      "Makes keys and a roster in a temporary folder, starts three nodes in processes of their own, sends them the sample queries of"
          + " party-configs/three-hospitals, prints the answers, stops the nodes and deletes the folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  jointly demo", "  jointly demo --html demo.html", ""})
final class DemoCommand implements Callable<Integer> {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final List<String> QUERIES = List.of("rare-diseases", "metabolic-blocks", "trial", "bmi", "age");
  private static final String RULE = "─".repeat(80);

  private final Surroundings surroundings;

  @Mixin private PageOption page;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = surroundings.terminal().out();
    page.requireWritable();
    long begun = System.nanoTime();
    OutcomeHtml answers = new OutcomeHtml("Three hospitals that count together");
    SampleSites sites = SampleSites.ofThisInstallation();
    out.println("Three hospitals with patients of their own, in party-configs/three-hospitals. Each starts a node; an analyst asks.");
    out.flush();
    try (LocalConsortium consortium = LocalConsortium.start(sites, surroundings, surroundings.terminal()::progress)) {
      surroundings.terminal().progressDone();
      describe(consortium.roster(), out);
      for (String name : QUERIES) {
        if (!out.checkError()) {
          ask(sites.query(name), name, consortium, answers);
        }
      }
    }
    page.write(answers::done);
    out.println(RULE);
    out.printf(Locale.ROOT, "Done in %.1f s: the nodes are stopped, the temporary keys and files deleted.%n", (System.nanoTime() - begun) / 1e9);
    out.println("Next: README.md says how to run this on three real machines; try your own query with: jointly rehearse --help");
    return ExitCode.OK.code();
  }

  private static void describe(Roster roster, PrintStream out) {
    out.println("Every node has checked the others' keys against the roster (mutual TLS 1.3):");
    roster.parties().forEach(party -> out.printf(Locale.ROOT, "  %-5s  %s:%d  %s%n", party.id(), party.host(), party.port(), party.fingerprint()));
    out.flush();
  }

  private void ask(Path file, String name, LocalConsortium consortium, OutcomeHtml answers) {
    PrintStream out = surroundings.terminal().out();
    Roster roster = consortium.roster();
    String home = roster.parties().get(0).id().name();
    String others = roster.parties().stream().skip(1).map(party -> party.id().name()).collect(Collectors.joining(" and "));
    out.println(RULE);
    out.println("$ jointly query run queries/" + name + ".yaml --roster roster.yaml --identity analyst/ --via " + home);
    out.println("  " + home + " passes the signed query on to " + others + "; each plans it, consults its policy, and signs its vote.");
    out.println();
    out.flush();
    Question question = Question.read(file, roster);
    VerifiedOutcome outcome = consortium.ask(question, DEADLINE);
    surroundings.terminal().progressDone();
    OutcomePage.lines(question.plan(), outcome).forEach(out::println);
    answers.with(question.plan(), outcome);
    out.flush();
  }
}
