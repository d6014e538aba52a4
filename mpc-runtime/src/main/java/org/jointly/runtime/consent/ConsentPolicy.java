package org.jointly.runtime.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.ValueRange;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.party.AnalystId;

/**
 * What a site lets its records be used for. Everything not allowed is refused.
 *
 * @param source the file, for messages: {@code policy.yaml}
 * @param analysts who may ask
 * @param statistics which statistics may be asked for
 * @param tables per table of the common vocabulary, which of its columns a question may read
 * @param smallestMinimumCount the least joint count that a question must demand
 * @param smallestMinimumSites the least number of contributing sites that a question must demand
 * @param maximumCodes how many codes one question may list
 * @param bounds what a question's public bounds must leave room for
 * @param mostQueriesPerDay how many questions of one analyst are answered within 24 hours; empty: as many as come
 */
public record ConsentPolicy(
    String source,
    Allowed analysts,
    Allowed statistics,
    Map<String, Allowed> tables,
    long smallestMinimumCount,
    int smallestMinimumSites,
    int maximumCodes,
    SiteBounds bounds,
    OptionalInt mostQueriesPerDay) {
  /** What every statistic calls its list of codes. */
  private static final String CODES = "codes";

  public ConsentPolicy {
    tables = Map.copyOf(tables);
  }

  /** Decides on a plan, before any data is touched. Pure. */
  public Decision decide(QueryPlan plan, AnalystId analyst) {
    return decide(plan.spec(), plan.local(), analyst);
  }

  /** Decides whether one more question of an analyst may be charged, after those that were. */
  public Decision decide(AnalystId analyst, RecentCharges charged, Instant now) {
    List<Instant> charges = charged.of(analyst.name(), now);
    if (mostQueriesPerDay.isEmpty() || charges.size() < mostQueriesPerDay.getAsInt()) {
      return new Decision.Consent();
    }
    int most = mostQueriesPerDay.getAsInt();
    Instant next = charges.get(charges.size() - most).plus(RecentCharges.DAY);
    return refusal("most_queries_per_day", "is " + most + ", and " + analyst + " has had " + charges.size()
        + " in the last 24 hours; the next may be asked at " + next.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS)).orElseThrow();
  }

  /** @param local what the plan would have this site compute; names the columns that are read besides the cohort's */
  Decision decide(QuerySpec question, LocalAggregation local, AnalystId analyst) {
    return refuseAnalyst(analyst)
        .or(() -> refuseStatistic(question))
        .or(() -> refuseColumns(question, local))
        .or(() -> refuseRelease(question))
        .or(() -> refuseCodes(question))
        .or(() -> refuseLargestCount(question))
        .or(() -> refuseRanges(question, local))
        .map(Decision.class::cast)
        .orElseGet(Decision.Consent::new);
  }

  private Optional<Decision.Refusal> refuseAnalyst(AnalystId analyst) {
    return analysts.allows(analyst.name())
        ? Optional.empty()
        : refusal("analysts", "allows " + analysts.inWords() + ", the query comes from " + analyst);
  }

  private Optional<Decision.Refusal> refuseStatistic(QuerySpec question) {
    return statistics.allows(question.statistic())
        ? Optional.empty()
        : refusal("statistics", "allows " + statistics.inWords() + ", the query asks for " + question.statistic());
  }

  private Optional<Decision.Refusal> refuseColumns(QuerySpec question, LocalAggregation local) {
    String table = question.cohort().table();
    Allowed columns = tables.get(table);
    if (columns == null) {
      return refusal(
          "tables", "allows " + Allowed.Only.of(tables.keySet()).inWords() + ", the query asks about " + table);
    }
    SortedSet<String> refused = new TreeSet<>(question.cohort().where().columns());
    refused.addAll(local.columns());
    refused.removeIf(columns::allows);
    return refused.isEmpty()
        ? Optional.empty()
        : refusal(
            "tables." + table, "allows " + columns.inWords() + ", the query reads " + String.join(", ", refused));
  }

  private Optional<Decision.Refusal> refuseRelease(QuerySpec question) {
    if (question.release().minimumCount() < smallestMinimumCount) {
      return refusal(
          "smallest_minimum_count",
          "is " + smallestMinimumCount + ", the query asks for " + question.release().minimumCount());
    }
    if (question.release().minimumSites() < smallestMinimumSites) {
      return refusal(
          "smallest_minimum_sites",
          "is " + smallestMinimumSites + ", the query asks for " + question.release().minimumSites());
    }
    return Optional.empty();
  }

  /** Whichever way the sites count them. */
  private Optional<Decision.Refusal> refuseCodes(QuerySpec question) {
    return question.parameters().get(CODES) instanceof ParameterValue.Items codes && codes.values().size() > maximumCodes
        ? refusal("maximum_codes", "is " + maximumCodes + ", the query lists " + codes.values().size())
        : Optional.empty();
  }

  private Optional<Decision.Refusal> refuseLargestCount(QuerySpec question) {
    long largest = question.release().largestCountPerSite();
    return largest < bounds.largestCount()
        ? refusal("smallest_largest_count", "is " + bounds.largestCount() + ", the query has largest_count_per_site " + largest)
        : Optional.empty();
  }

  private Optional<Decision.Refusal> refuseRanges(QuerySpec question, LocalAggregation local) {
    String table = question.cohort().table();
    return local.ranges().stream().flatMap(range -> refuseRange(table, range).stream()).findFirst();
  }

  private Optional<Decision.Refusal> refuseRange(String table, ValueRange asked) {
    if (bounds.areNames(table, asked.column())) {
      return refusal("bounds." + table, "says that the values of " + asked.column() + " are names, the query reads them as numbers");
    }
    return bounds.range(table, asked.column())
        .filter(range -> !asked.covers(range.low(), range.high()))
        .flatMap(range -> refusal("bounds." + table,
            "asks for " + asked.column() + " in " + range + " or wider, the query has " + asked.inWords()));
  }

  private Optional<Decision.Refusal> refusal(String clause, String reason) {
    return Optional.of(new Decision.Refusal(clause, source + ": " + clause + " " + reason));
  }
}
