package org.jointly.protocols.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Predicate;

/** Rows of a small question at three sites: random ones, and others like them. */
record SmallData(List<SiteRows> sites) {
  static final int SITES = 3;
  private static final int MOST_PATIENTS = 26;

  static SmallData random(SmallQuestion question, Random random) {
    List<SiteRows> sites = Stream.generate(() -> new SiteRows(question.header(), new ArrayList<>())).limit(SITES).toList();
    int patients = random.nextInt(MOST_PATIENTS);
    for (int patient = 0; patient < patients; patient++) {
      int rows = random.nextInt(4) == 0 ? 2 : 1;
      SiteRows site = sites.get(random.nextInt(SITES));
      for (int row = 0; row < rows; row++) {
        site.rows().add(question.row("p" + patient, random));
      }
    }
    return new SmallData(sites);
  }

  /** Some rows changed, left out or added. */
  SmallData edited(SmallQuestion question, int edits, Random random) {
    SmallData copy = new SmallData(sites.stream().map(SmallData::copy).toList());
    for (int edit = 0; edit < edits; edit++) {
      List<List<String>> rows = copy.sites.get(random.nextInt(SITES)).rows();
      int what = rows.isEmpty() ? 0 : random.nextInt(4);
      if (what == 0) {
        boolean isNew = rows.isEmpty() || random.nextBoolean();
        String patient = isNew ? "q" + random.nextInt() : rows.get(random.nextInt(rows.size())).get(0);
        rows.add(question.row(patient, random));
      } else if (what == 1) {
        rows.remove(random.nextInt(rows.size()));
      } else {
        List<String> row = rows.get(random.nextInt(rows.size()));
        int column = 1 + random.nextInt(row.size() - 1);
        String value = question.row("", random).get(column);
        boolean isOfPatient = what == 2;
        rows.stream()
            .filter(other -> isOfPatient ? other.get(0).equals(row.get(0)) : other == row)
            .forEach(other -> other.set(column, value));
      }
    }
    return copy;
  }

  private static SiteRows copy(SiteRows site) {
    return new SiteRows(
        site.header(), site.rows().stream().map(ArrayList::new).collect(Collectors.toCollection(ArrayList::new)));
  }

  List<PooledRun.Leg> run(QueryPlan plan) {
    List<Function<LocalAggregation, LocalAggregate>> each = new ArrayList<>();
    sites.forEach(site -> each.add(reading(site)));
    return new PooledRun(plan, reading(SiteRows.pooled(sites)), each).legs();
  }

  static Function<LocalAggregation, LocalAggregate> reading(SiteRows site) {
    return site.of(new Predicate.Everyone(), () -> {});
  }
}
