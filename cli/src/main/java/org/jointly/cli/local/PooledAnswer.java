package org.jointly.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.plan.PooledRun;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer;
import org.jointly.runtime.data.CohortRows;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.party.PartyId;

/**
 * The answer in plaintext, over all sites' rows in one table.
 *
 * @param patients how many the cohort has; nobody but the owner of all rows may know
 */
public record PooledAnswer(Answer answer, long patients) {

  public static PooledAnswer of(QueryPlan plan, FolderSites sites) {
    Map<PartyId, Path> files = new LinkedHashMap<>();
    sites.parties().forEach(party -> files.put(party, sites.file(party)));
    List<RecordSource> open = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path all = folder.path().resolve("all.csv");
      PooledFile.write(files, sites.patientId(), sites.csv(), all);
      RecordSource pooled = open(sites, all, PooledFile.layout(sites.csv()), open);
      LocalAggregate cohort = on(pooled, plan).apply(new LocalAggregation.DistinctPatients(Long.MAX_VALUE));
      return new PooledAnswer(
          new PooledRun(plan, on(pooled, plan), perSite(plan, sites, open)).answer(), cohort.block("patients").at(0).longValueExact());
    } finally {
      open.forEach(RecordSource::close);
    }
  }

  /** Each site's rows, opened when somebody asks for them: a rule about sites does, and a statistic whose strata are sites. */
  private static List<Function<LocalAggregation, LocalAggregate>> perSite(
      QueryPlan plan, FolderSites sites, List<RecordSource> open) {
    return sites.parties().stream().map(party -> lazily(() -> on(open(sites, sites.file(party), sites.csv(), open), plan))).toList();
  }

  private static Function<LocalAggregation, LocalAggregate> lazily(
      Supplier<Function<LocalAggregation, LocalAggregate>> opening) {
    List<Function<LocalAggregation, LocalAggregate>> opened = new ArrayList<>();
    return aggregation -> {
      if (opened.isEmpty()) {
        opened.add(opening.get());
      }
      return opened.get(0).apply(aggregation);
    };
  }

  private static RecordSource open(FolderSites sites, Path file, CsvLayout layout, List<RecordSource> open) {
    var table = DataSettings.FileTable.csv(file, sites.patientId(), layout).withCommonPatients();
    RecordSource source =
        RecordSource.open(
            new DataSettings.DuckDb(
                Map.of(sites.table(), table),
                DataSettings.DuckDb.DEFAULT_MEMORY_MEGABYTES,
                DataSettings.DuckDb.DEFAULT_THREADS,
                Duration.ofSeconds(sites.deadlineSeconds())));
    open.add(source);
    return source;
  }

  private static Function<LocalAggregation, LocalAggregate> on(RecordSource source, QueryPlan plan) {
    return new CohortRows(source, plan.spec().cohort(), LinkageKey.insecureKnownToAll());
  }
}
