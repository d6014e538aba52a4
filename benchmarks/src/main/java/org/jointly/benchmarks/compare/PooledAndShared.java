package org.jointly.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.PooledRun;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Suite;
import org.jointly.runtime.config.QueryFile;
import org.jointly.runtime.data.CohortRows;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.RecordSource;

/**
 * The same question answered by one computer that has all rows, and by three parties that share nothing but shares: time and accuracy.
 *
 * <p>Both read the same CSV files with the same database; the parties run in this JVM without a network, whose part is in the columns
 * of rounds and bytes. The last column is for releases with noise, which answer the same table with another difference.
 */
public final class PooledAndShared {
  private static final String SUITE = "shamir";
  private static final int WARM_UPS = 3;
  private static final int RUNS = 7;
  private static final List<String> SITES = List.of("north", "south", "west");

  private static final List<Asked> QUESTIONS = List.of(
      new Asked("logistic regression", "birthwt", """
          statistic: logistic-regression
          outcome: {column: low, equals: 1}
          predictors: [{column: age, low: 0, high: 120}, {column: lwt, low: 0, high: 500}, {column: smoke, values: [0, 1]}]
          """),
      new Asked("survival curve", "lung", """
          statistic: kaplan-meier
          time: time
          grid: {from: 0, to: 1100, step: 50}
          event: {column: status, equals: 2}
          """),
      new Asked("count table", "birthwt", """
          statistic: contingency-table
          rows: {column: smoke, values: [0, 1]}
          columns: {column: race, values: [1, 2, 3]}
          """));

  private final Path data;
  private final Suite suite = Catalog.standard().suite(SUITE).orElseThrow();

  private PooledAndShared(Path data) {
    this.data = data;
  }

  /** A question about a data set. */
  private record Asked(String name, String table, String yaml) {}

  /** Prints the table; the argument is the folder of the data sets. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("| Question | adversary | numbers | pooled, ms | shared by three, ms | rounds | kB sent by all"
        + " | largest relative difference | release |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (Asked asked : QUESTIONS) {
      for (Adversary adversary : Adversary.values()) {
        System.out.println(new PooledAndShared(Path.of(arguments[0])).row(asked, adversary));
      }
    }
  }

  private String row(Asked asked, Adversary adversary) throws IOException {
    QueryPlan plan =
        new QueryPlanner(Catalog.standard()).plan(question(asked), new Setting(SITES.size(), SUITE, adversary));
    List<RecordSource> sources = new ArrayList<>();
    try {
      SITES.forEach(site -> sources.add(source(asked.table(), Stream.of(site))));
      RecordSource all = source(asked.table(), SITES.stream());
      sources.add(all);
      Timing<Answer> pooled = Timing.of(WARM_UPS, RUNS, () -> pooled(plan, sources));
      Timing<Outcome> shared = Timing.of(WARM_UPS, RUNS, () -> shared(plan, sources));
      PredictedCost cost = PredictedCost.of(plan, suite, shared.result().legs());
      Differences differences = Differences.between(pooled.result(), shared.result().answer());
      return String.join(" | ", List.of(
          "| " + asked.name() + " (" + asked.table() + ", " + rows(asked.table()) + " rows)", adversary.label(),
          String.valueOf(differences.numbers()), pooled.shown(), shared.shown(), String.valueOf(cost.rounds()),
          String.format(Locale.ROOT, "%.1f", cost.bytes() / 1e3), differences.shown(), "exact |"));
    } finally {
      sources.forEach(RecordSource::close);
    }
  }

  private static QuerySpec question(Asked asked) throws IOException {
    Path file = Files.createTempFile("jointly-compare", ".yaml");
    try {
      Files.writeString(file, "name: " + asked.name() + "\ncohort: {table: " + asked.table() + "}\n" + asked.yaml()
          + "release: {minimum_count: 5, noise: none}\n");
      return QueryFile.read(file).spec();
    } finally {
      Files.delete(file);
    }
  }

  private Path file(String table, String site) {
    return data.resolve(table).resolve(site + ".csv").toAbsolutePath();
  }

  private long rows(String table) throws IOException {
    long rows = 0;
    for (String site : SITES) {
      try (Stream<String> lines = Files.lines(file(table, site))) {
        rows += lines.count() - 1;
      }
    }
    return rows;
  }

  private RecordSource source(String table, Stream<String> sites) {
    DataSettings.FileTable files = new DataSettings.FileTable(
        sites.map(site -> file(table, site)).toList(), DataSettings.Format.CSV, "patient_id", Optional.empty(), DataSettings.CsvLayout.PLAIN);
    return RecordSource.open(new DataSettings.DuckDb(
        Map.of(table, files), DataSettings.DuckDb.DEFAULT_MEMORY_MEGABYTES, DataSettings.DuckDb.DEFAULT_THREADS, Duration.ofMinutes(1)));
  }

  private static Function<LocalAggregation, LocalAggregate> on(RecordSource source, QueryPlan plan) {
    return new CohortRows(source, plan.spec().cohort(), LinkageKey.insecureKnownToAll());
  }

  /** All rows are the last source, and its owner is the only site there is. */
  private static Answer pooled(QueryPlan plan, List<RecordSource> sources) {
    Function<LocalAggregation, LocalAggregate> all = on(sources.get(SITES.size()), plan);
    return new PooledRun(plan, all, List.of(all)).answer();
  }

  private Outcome shared(QueryPlan plan, List<RecordSource> sources) {
    List<Function<LocalAggregation, LocalAggregate>> sites =
        sources.subList(0, SITES.size()).stream().map(source -> on(source, plan)).toList();
    List<PartyOutcome<Outcome>> outcomes = Simulation.of(suite, plan.security(), plan::guard)
        .run((me, session) -> new JointRun(plan, sites.get(me.value() - 1), PredictedCost.foreseen(plan, suite)).on(session));
    return outcomes.get(0).result();
  }
}
