package org.jointly.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.console.Terminal;
import org.jointly.cli.local.FolderSites;
import org.jointly.cli.local.LocalConsortium;
import org.jointly.cli.local.NamedValues;
import org.jointly.cli.local.PooledAnswer;
import org.jointly.cli.query.OutcomeHtml;
import org.jointly.cli.query.Question;
import org.jointly.cli.query.Rehearsal;
import org.jointly.cli.render.Json;
import org.jointly.cli.render.TextTable;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.protocols.plan.Setting;
import org.jointly.runtime.party.PartyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly rehearse}. */
@Command(
    name = "rehearse",
    header = "Runs a query as in production over your own files, and compares with the plaintext result.",
    description = {
      "Starts a node for every --site on this machine, over the CSV files in its folder (a table is a file: diagnoses.csv), runs the"
          + " query, computes the same in plaintext over all rows together, and prints both.",
      "Exits with 70 if they differ."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly rehearse rare.yaml --site north=data/north --site south=data/south --site west=data/west",
      "  jointly rehearse rare.yaml --site a=data/a --site b=data/b --site c=data/c --output json",
      "  jointly rehearse ages.yaml --site a=data/a --site b=data/b --site c=data/c --html ages.html",
      ""
    })
final class RehearseCommand implements Callable<Integer> {
  private static final int FEWEST = 3;
  private static final int MOST = 9;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUERY", description = "The query file.")
  private Path file;

  @Option(
      names = "--site",
      required = true,
      arity = "1",
      paramLabel = "PARTY=DIR",
      converter = SiteFolder.Converter.class,
      description = "A site's name and the folder with its CSV files; three to nine of them.")
  private List<SiteFolder> sites;

  @Option(
      names = "--patient-id",
      paramLabel = "COLUMN",
      defaultValue = "patient_id",
      description = "The column that tells patients apart (default: ${DEFAULT-VALUE}).")
  private String patientId;

  @Mixin private CsvOptions csv;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long the query may take, such as 60s or 2m (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Mixin private SuiteOptions suite;

  @Mixin private PageOption page;

  @Mixin private OutputOption output;

  RehearseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    page.requireWritable();
    Map<PartyId, Path> folders = folders();
    Setting setting = suite.setting(folders.size());
    Question question = Question.read(file, setting);
    FolderSites consortium =
        new FolderSites(setting, folders, question.spec().cohort().table(), patientId, csv.layout(), Math.max(1, deadline.toSeconds()));
    sites.forEach(site -> site.requireTable(consortium.table()));
    consortium.requirePatientId();

    VerifiedOutcome outcome = jointly(question, consortium);
    surroundings.terminal().progress("computing the same in plaintext");
    PooledAnswer pooled = PooledAnswer.of(question.plan(), consortium);
    surroundings.terminal().progressDone();

    Rehearsal rehearsal = new Rehearsal(outcome, pooled.answer(), question.plan().sampling());
    print(question, rehearsal);
    page.write(() -> new OutcomeHtml(question.spec().name()).with(question.plan(), rehearsal).done());
    if (pooled.patients() == 0) {
      surroundings.terminal().err().println("jointly: no patient of these files is in the query's cohort; look at its 'where'");
    }
    NamedValues.of(question.spec()).unseen(consortium.parties().stream().map(consortium::file).toList(), csv.layout())
        .forEach(hint -> surroundings.terminal().err().println("jointly: " + TextTable.printable(hint)));
    return (rehearsal.agrees() ? ExitCode.OK : ExitCode.BUG).code();
  }

  private Map<PartyId, Path> folders() {
    if (sites.size() < FEWEST || sites.size() > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--site is given " + FEWEST + " to " + MOST + " times, once for each site; got " + sites.size());
    }
    Map<PartyId, Path> folders = new LinkedHashMap<>();
    for (SiteFolder site : sites) {
      if (folders.put(site.party(), site.folder()) != null) {
        throw new ParameterException(spec.commandLine(), "--site " + site.party() + " is given twice; each site has its own name");
      }
    }
    return folders;
  }

  private VerifiedOutcome jointly(Question question, FolderSites sites) throws InterruptedException {
    Terminal terminal = surroundings.terminal();
    try (LocalConsortium consortium = LocalConsortium.start(sites, surroundings, terminal::progress)) {
      return consortium.ask(question, deadline);
    }
  }

  private void print(Question question, Rehearsal rehearsal) {
    var out = surroundings.terminal().out();
    switch (output.format) {
      case table -> rehearsal.lines(question.plan()).forEach(out::println);
      case json -> out.println(Json.of(rehearsal.document(question.spec()).fields()));
      case csv -> CsvOutcome.print(rehearsal.forPrograms(question.plan().exhibits()), surroundings.terminal());
    }
  }
}
