package org.jointly.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.console.Terminal;
import org.jointly.cli.local.LocalConsortium;
import org.jointly.cli.local.ProfiledSites;
import org.jointly.cli.profile.Profile;
import org.jointly.cli.profile.ProfileDocument;
import org.jointly.cli.profile.ProfileHtml;
import org.jointly.cli.profile.ProfilePage;
import org.jointly.cli.profile.Recordings;
import org.jointly.cli.profile.TraceFile;
import org.jointly.cli.query.Question;
import org.jointly.cli.render.Json;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Suggestion;
import org.jointly.protocols.statistic.primitive.Primitive;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.party.PartyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly profile}. */
@Command(
    name = "profile",
    header = "Runs a query, or one operation, on nodes of this machine and tells where its rounds, bytes and time went.",
    description = {
      "Starts a process per party, connected as in production, on an emulated network if asked for, and attributes every round to the"
          + " step and the gate that caused it. Without --site the tables have no row: rounds and bytes do not depend on rows.",
      "Operations: open, multiply, inner-product, less-than, at-least, equal, decompose, minimum, shuffle, sort."
    },
    subcommands = {ProfileCompareCommand.class, ProfileCalibrateCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly profile rare.yaml --rtt 20ms --html rare.html",
      "  jointly profile multiply --length 1000000 --parties 5 --runs 9",
      "  Rounds and bytes must not grow:",
      "    jointly profile rare.yaml --output json > new.json",
      "    jointly profile compare old.json new.json",
      ""
    })
final class ProfileCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUERY|OPERATION", arity = "0..1", description = "A query file, or the name of an operation.")
  private Optional<String> what = Optional.empty();

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description = "Instead of running anything, read a node's flight recording; once per node.")
  private List<Path> recordings = List.of();

  @Option(names = "--parties", paramLabel = "N", defaultValue = "3", description = "How many (default: ${DEFAULT-VALUE}).")
  private int parties;

  @Mixin private SuiteOptions suite;

  @Mixin private OperationOptions operation;

  @Option(
      names = "--site",
      paramLabel = "PARTY=DIR",
      converter = SiteFolder.Converter.class,
      description = "A site's name and the folder with its CSV files; for every party, or none.")
  private List<SiteFolder> sites = List.of();

  @Option(
      names = "--patient-id",
      paramLabel = "COLUMN",
      defaultValue = "patient_id",
      description = "The column that tells patients apart (default: ${DEFAULT-VALUE}).")
  private String patientId;

  @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "How often (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Mixin private EmulationOptions emulation;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long one run may take (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(names = "--trace", paramLabel = "FILE", description = "Also write a trace for Perfetto or chrome://tracing.")
  private Optional<Path> trace = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Also write a page with a timeline and flame graphs.")
  private Optional<Path> html = Optional.empty();

  @Mixin private OutputOption output;

  ProfileCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Profile profile = recordings.isEmpty() ? measured() : recorded();
    trace.ifPresent(file -> write(file, TraceFile.of(profile)));
    html.ifPresent(file -> write(file, ProfileHtml.of(profile)));
    PrintStream out = surroundings.terminal().out();
    switch (output.format) {
      case table -> ProfilePage.lines(profile).forEach(out::println);
      case json -> out.println(Json.of(ProfileDocument.of(profile).fields()));
      case csv -> Rendering.csv(ProfileDocument.rows(profile).fields()).forEach(out::println);
    }
    return ExitCode.OK.code();
  }

  private Profile recorded() {
    String unknown = "not in a recording";
    return Recordings.read(
        new Profile.Subject(what.orElse("recorded sessions"), unknown, unknown, unknown, recordings.size(), "as it was"), recordings);
  }

  private Profile measured() throws InterruptedException {
    requireSense();
    int count = sites.isEmpty() ? parties : sites.size();
    Question question = question(suite.setting(count));
    ProfiledSites consortium = consortium(question, count);
    Terminal terminal = surroundings.terminal();
    try (LocalConsortium running = LocalConsortium.start(consortium, surroundings, terminal::progress)) {
      for (int run = 1; run <= runs; run++) {
        terminal.progress("run " + run + " of " + runs);
        running.ask(question, deadline);
      }
      List<Path> files = running.stop().values().stream().map(ProfiledSites::recording).toList();
      Profile profile = Recordings.read(subject(question), files);
      terminal.progressDone();
      return profile;
    }
  }

  private void requireSense() {
    if (what.isEmpty()) {
      throw wrong("name a query file or an operation, or give --recording");
    }
    if (runs < 1 || !emulation.isPossible()) {
      throw wrong("--runs is at least 1, and --loss from 0 to less than 1");
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private boolean isOperation() {
    return Primitive.operations().contains(what.orElseThrow());
  }

  private Question question(Setting setting) {
    if (!isOperation()) {
      if (operation.isGiven()) {
        throw wrong("--length and --bits are an operation's");
      }
      Path file = Path.of(what.orElseThrow());
      if (!Files.exists(file) && !what.orElseThrow().contains(".")) {
        throw wrong("there is neither a file nor an operation '" + what.orElseThrow() + "'"
            + Suggestion.hint(what.orElseThrow(), Primitive.operations()));
      }
      return Question.read(file, setting);
    }
    try {
      return Question.of(operation.spec(what.orElseThrow()), Catalog.standard().withPrimitives(), setting);
    } catch (InvalidQueryException invalid) {
      throw new InvalidQuery(invalid.problems());
    }
  }

  private ProfiledSites consortium(Question question, int count) {
    String table = question.spec().cohort().table();
    Optional<Map<PartyId, Path>> folders = Optional.empty();
    if (!sites.isEmpty()) {
      Map<PartyId, Path> given = new LinkedHashMap<>();
      sites.forEach(site -> given.put(site.party(), site.folder()));
      sites.forEach(site -> site.requireTable(table));
      if (given.size() < count) {
        throw wrong("--site: each site has its own name");
      }
      folders = Optional.of(given);
    }
    return new ProfiledSites(
        suite.setting(count),
        new ProfiledSites.Table(table, patientId, question.plan().columns()),
        folders,
        emulation.line(),
        Math.max(1, deadline.toSeconds()),
        Recordings.settings());
  }

  private Profile.Subject subject(Question question) {
    var security = question.plan().security();
    String size = isOperation() ? operation.size() : "";
    return new Profile.Subject(
        question.spec().name() + size, security.suite(), security.adversary().label(), security.field(), security.parties(),
        emulation.inWords());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new InvalidConfiguration(file + " cannot be written: " + failed.getMessage());
    }
  }
}
