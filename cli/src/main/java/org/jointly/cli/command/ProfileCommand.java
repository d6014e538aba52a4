package org.jointly.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
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
  private static final String NOTHING = "nothing";
  private static final long UNLIMITED_KILOBITS = 1_000_000_000;
  private static final long NANOS_PER_MICRO = 1000;
  private static final long BITS_PER_KILOBIT = 1000;
  private static final double MILLION = 1e6;

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

  @Option(names = "--length", paramLabel = "N", description = "Of an operation's vectors (default: 1000).")
  private Optional<Long> length = Optional.empty();

  @Option(names = "--bits", paramLabel = "N", description = "Of the numbers of an operation (default: 16).")
  private Optional<Long> bits = Optional.empty();

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

  @Option(
      names = "--rtt",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Emulate that round trip between any two parties.")
  private Optional<Duration> roundTrip = Optional.empty();

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Emulate delays of up to that much more, at random.")
  private Optional<Duration> jitter = Optional.empty();

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      converter = BandwidthConverter.class,
      description = "Emulate that bandwidth of each link per second, such as 100Mbit.")
  private Optional<Long> bitsPerSecond = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "PART",
      defaultValue = "0",
      description = "Emulate that part of packets lost, such as 0.001; each stalls its link for 200 ms and a round trip.")
  private double loss;

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
    if (runs < 1 || !(loss >= 0 && loss < 1)) {
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
      if (length.isPresent() || bits.isPresent()) {
        throw wrong("--length and --bits are an operation's");
      }
      Path file = Path.of(what.orElseThrow());
      if (!Files.exists(file) && !what.orElseThrow().contains(".")) {
        throw wrong("there is neither a file nor an operation '" + what.orElseThrow() + "'"
            + Suggestion.hint(what.orElseThrow(), Primitive.operations()));
      }
      return Question.read(file, setting);
    }
    TreeMap<String, ParameterValue> parameters = new TreeMap<>();
    parameters.put("operation", new ParameterValue.Text(what.orElseThrow()));
    length.ifPresent(number -> parameters.put("length", number(number)));
    bits.ifPresent(number -> parameters.put("bits", number(number)));
    ReleaseRule rule =
        new ReleaseRule(0, 1, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE);
    QuerySpec operation = new QuerySpec(
        what.orElseThrow(), "primitive", new Cohort(NOTHING, new Predicate.Everyone()), parameters, rule);
    try {
      return Question.of(operation, Catalog.standard().withPrimitives(), setting);
    } catch (InvalidQueryException invalid) {
      throw new InvalidQuery(invalid.problems());
    }
  }

  private static ParameterValue number(long number) {
    return new ParameterValue.Number(BigDecimal.valueOf(number));
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
        line(),
        Math.max(1, deadline.toSeconds()),
        Recordings.settings());
  }

  private Optional<ProfiledSites.Line> line() {
    if (roundTrip.isEmpty() && jitter.isEmpty() && bitsPerSecond.isEmpty() && loss == 0) {
      return Optional.empty();
    }
    return Optional.of(new ProfiledSites.Line(
        micros(roundTrip),
        micros(jitter),
        bitsPerSecond.map(bits -> bits / BITS_PER_KILOBIT).orElse(UNLIMITED_KILOBITS),
        Math.round(loss * MILLION)));
  }

  private static long micros(Optional<Duration> time) {
    return time.map(Duration::toNanos).orElse(0L) / NANOS_PER_MICRO;
  }

  private Profile.Subject subject(Question question) {
    var security = question.plan().security();
    String size = isOperation() ? " of " + length.orElse(1000L) + " elements, " + bits.orElse(16L) + " bits" : "";
    return new Profile.Subject(
        question.spec().name() + size, security.suite(), security.adversary().label(), security.field(), security.parties(),
        network());
  }

  private String network() {
    if (line().isEmpty()) {
      return "this machine";
    }
    return "emulated, round trip " + roundTrip.map(Duration::toMillis).orElse(0L) + " ms, jitter "
        + jitter.map(Duration::toMillis).orElse(0L) + " ms, "
        + bitsPerSecond.map(bits -> bits / BITS_PER_KILOBIT + " kbit/s").orElse("any bandwidth") + ", loss " + loss;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new InvalidConfiguration(file + " cannot be written: " + failed.getMessage());
    }
  }
}
