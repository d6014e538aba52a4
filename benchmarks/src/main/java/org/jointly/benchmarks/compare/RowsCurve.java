package org.jointly.benchmarks.compare;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Suite;
import org.jointly.runtime.data.CohortRows;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.RecordSource;

/** A count of 1000 codes over more and more rows of one site: what its database takes, and what the parties send. */
public final class RowsCurve {
  private static final int CODES = 1_000;
  private static final int ROWS_PER_PATIENT = 5;
  private static final int RUNS = 3;
  private static final String TABLE = "diagnoses";

  private RowsCurve() {}

  /** Prints the table for the numbers of rows that the arguments are. */
  public static void main(String[] arguments) throws IOException {
    Suite suite = Catalog.standard().suite("shamir").orElseThrow();
    QueryPlan plan = new QueryPlanner(Catalog.standard()).plan(question(), new Setting(3, suite.name(), Adversary.SEMI_HONEST));
    PredictedCost cost = PredictedCost.of(plan, suite);
    System.out.println("| Rows of a site | CSV, MB | its database, ms | rounds | bytes sent by all |");
    System.out.println("|---|---|---|---|---|");
    for (String argument : arguments) {
      Path file = Files.createTempFile("jointly-rows", ".csv");
      try {
        write(file, Integer.parseInt(argument));
        System.out.printf("| %s | %.1f | %s | %d | %d |%n",
            argument, Files.size(file) / 1e6, local(file, plan).shown(), cost.rounds(), cost.bytes());
      } finally {
        Files.delete(file);
      }
    }
  }

  private static QuerySpec question() {
    List<ParameterValue> codes =
        IntStream.range(0, CODES).<ParameterValue>mapToObj(i -> new ParameterValue.Text("C" + i)).toList();
    return new QuerySpec(
        "rows", "counts-by-code", new Cohort(TABLE, new Predicate.Everyone()),
        new TreeMap<>(Map.of("column", new ParameterValue.Text("code"), "codes", new ParameterValue.Items(codes))),
        new ReleaseRule(11, 1, new ReleaseRule.Noise.None(), new BigDecimal("1e7").longValueExact()));
  }

  private static void write(Path file, int rows) {
    SplittableRandom random = new SplittableRandom(7);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("patient_id,code\n");
      for (int row = 0; row < rows; row++) {
        out.append('p').append(String.valueOf(row / ROWS_PER_PATIENT)).append(",C").append(String.valueOf(random.nextInt(2 * CODES)))
            .append('\n');
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static Timing<LocalAggregate> local(Path file, QueryPlan plan) {
    DataSettings.DuckDb settings = new DataSettings.DuckDb(
        Map.of(TABLE, DataSettings.FileTable.csv(file, "patient_id")), DataSettings.DuckDb.DEFAULT_MEMORY_MEGABYTES,
        DataSettings.DuckDb.DEFAULT_THREADS, Duration.ofMinutes(5));
    try (RecordSource source = RecordSource.open(settings)) {
      return Timing.of(1, RUNS, () -> new CohortRows(source, plan.spec().cohort(), LinkageKey.insecureKnownToAll()).apply(plan.local()));
    }
  }
}
