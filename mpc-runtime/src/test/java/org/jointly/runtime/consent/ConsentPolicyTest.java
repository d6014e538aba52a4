package org.jointly.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatients;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.aggregate.LocalAggregation.Moments;
import org.jointly.protocols.aggregate.LocalAggregation.OfRows;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.runtime.consent.LedgerEntry.Kind;
import org.jointly.runtime.party.AnalystId;
import org.junit.jupiter.api.Test;

class ConsentPolicyTest {
  private static final AnalystId MARIA = new AnalystId("maria");
  private static final ConsentPolicy POLICY =
      new ConsentPolicy(
          "policy.yaml",
          Allowed.Only.of(Set.of("maria")),
          Allowed.Only.of(Set.of("counts-by-code")),
          Map.of("diagnoses", Allowed.Only.of(Set.of("code", "age"))),
          11,
          2,
          3, SiteBounds.ANY, OptionalInt.empty());

  private static QuerySpec question(String statistic, String table, String column, long count, int sites) {
    return new QuerySpec(
        "n", statistic, new Cohort(table, new Predicate.IsMissing(column)), new TreeMap<>(),
        new ReleaseRule(count, sites, new ReleaseRule.Noise.None(), 1000));
  }

  private static QuerySpec listing(QuerySpec question, String... codes) {
    ParameterValue list = new ParameterValue.Items(Stream.of(codes).<ParameterValue>map(ParameterValue.Text::new).toList());
    return new QuerySpec(
        question.name(), question.statistic(), question.cohort(), new TreeMap<>(Map.of("codes", list)), question.release());
  }

  private static LocalAggregation codes(String column, int count) {
    return new DistinctPatientsByCode(column, List.of("a", "b", "c", "d").subList(0, count), CodeMatch.EXACT, 1000);
  }

  private static void refuses(QuerySpec question, LocalAggregation local, AnalystId analyst, String clause, String reason) {
    assertThat(POLICY.decide(question, local, analyst))
        .isEqualTo(new Decision.Refusal(clause, "policy.yaml: " + clause + " " + reason));
  }

  @Test
  void decide_onWhatIsAllowed_consents() {
    assertThat(POLICY.decide(question("counts-by-code", "diagnoses", "age", 11, 2), codes("code", 3), MARIA))
        .isEqualTo(new Decision.Consent());
  }

  @Test
  void decide_onAnythingElse_namesTheClause() {
    QuerySpec good = question("counts-by-code", "diagnoses", "age", 11, 2);
    LocalAggregation local = codes("code", 1);

    refuses(good, local, new AnalystId("eve"), "analysts", "allows maria, the query comes from eve");
    refuses(question("mean", "diagnoses", "age", 11, 2), local, MARIA, "statistics", "allows counts-by-code, the query asks for mean");
    refuses(question("counts-by-code", "labs", "age", 11, 2), local, MARIA, "tables", "allows diagnoses, the query asks about labs");
    refuses(question("counts-by-code", "diagnoses", "name", 11, 2), local, MARIA, "tables.diagnoses", "allows age, code, the query reads name");
    refuses(good, codes("zip", 1), MARIA, "tables.diagnoses", "allows age, code, the query reads zip");
    refuses(question("counts-by-code", "diagnoses", "age", 10, 2), local, MARIA, "smallest_minimum_count", "is 11, the query asks for 10");
    refuses(question("counts-by-code", "diagnoses", "age", 11, 1), local, MARIA, "smallest_minimum_sites", "is 2, the query asks for 1");
    for (LocalAggregation counted : List.of(codes("code", 4), new LocalAggregation.OfRows(List.of(), List.of(), rows -> new LocalAggregate(Map.of())))) {
      refuses(listing(good, "a", "b", "c", "d"), counted, MARIA, "maximum_codes", "is 3, the query lists 4");
      assertThat(POLICY.decide(listing(good, "a", "b", "c"), counted, MARIA)).isEqualTo(new Decision.Consent());
    }
  }

  @Test
  void decide_withAll_allowsEveryName() {
    ConsentPolicy open =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("t", new Allowed.All()), 0, 1, 1, SiteBounds.ANY, OptionalInt.empty());

    assertThat(open.decide(question("mean", "t", "x", 0, 1), new DistinctPatients(1), new AnalystId("eve")))
        .isEqualTo(new Decision.Consent());
    assertThat(open.decide(question("mean", "u", "x", 0, 1), new DistinctPatients(1), MARIA)).isInstanceOf(Decision.Refusal.class);
  }

  /** Or an analyst would halve the bounds until they fit one patient's value: a site beyond them can but refuse. */
  @Test
  void decide_onBoundsNarrowerThanTheSites_refusesWhateverTheDataAre() {
    ConsentPolicy policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("patients", new Allowed.All()), 0, 1, 1,
            new SiteBounds(1000, Map.of("patients", Map.of("age", new SiteBounds.Range(BigDecimal.ZERO, new BigDecimal("120"))))), OptionalInt.empty());
    QuerySpec question = question("mean", "patients", "sex", 0, 1);

    assertThat(policy.decide(question, moments("age", 0, 120), MARIA)).isEqualTo(new Decision.Consent());
    assertThat(policy.decide(question, moments("age", -1, 150), MARIA)).isEqualTo(new Decision.Consent());
    assertThat(policy.decide(question, moments("height", 0, 1), MARIA)).isEqualTo(new Decision.Consent());
    assertThat(policy.decide(question, moments("age", 0, 60), MARIA)).isEqualTo(new Decision.Refusal("bounds.patients",
        "policy.yaml: bounds.patients asks for age in [0, 120] or wider, the query has [0, 60]"));
    assertThat(policy.decide(question, moments("age", 60, 120), MARIA)).isInstanceOf(Decision.Refusal.class);
    assertThat(policy.decide(question, reading(new RowColumn.Number("age", decimal(0), decimal(120), 0)), MARIA))
        .isEqualTo(new Decision.Consent());
    assertThat(policy.decide(question, reading(new RowColumn.Number("age", decimal(60), decimal(60), 0)), MARIA))
        .isInstanceOf(Decision.Refusal.class);
    assertThat(policy.decide(question, reading(new RowColumn.Binned("age", List.of(decimal(0), decimal(60)))), MARIA))
        .isInstanceOf(Decision.Refusal.class);
    assertThat(policy.decide(question, reading(number("height", 0, 1), number("age", 0, 60)), MARIA)).isInstanceOf(Decision.Refusal.class);
    assertThat(policy.decide(question, reading(new RowColumn.OnGrid("age", List.of(decimal(1), decimal(200)))), MARIA))
        .isInstanceOf(Decision.Refusal.class);
  }

  /** The sum of a column of 0 and 1 is a count that no threshold is asked for. */
  @Test
  void decide_onNumbersThatAreNames_refusesToReadThemAsNumbers() {
    ConsentPolicy policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("patients", new Allowed.All()), 0, 1, 1,
            new SiteBounds(1000, Map.of(), Map.of("patients", Set.of("status"))), OptionalInt.empty());
    QuerySpec question = question("mean", "patients", "status", 0, 1);

    assertThat(policy.decide(question, moments("age", 0, 1), MARIA)).isEqualTo(new Decision.Consent());
    assertThat(policy.decide(question, reading(new RowColumn.Category("status", List.of("0", "1"))), MARIA))
        .isEqualTo(new Decision.Consent());
    assertThat(policy.decide(question, moments("status", 0, 1), MARIA)).isEqualTo(new Decision.Refusal("bounds.patients",
        "policy.yaml: bounds.patients says that the values of status are names, the query reads them as numbers"));
    assertThat(policy.decide(question, reading(new RowColumn.Number("status", decimal(0), decimal(9), 0)), MARIA))
        .isInstanceOf(Decision.Refusal.class);
  }

  /** The last edge of bins belongs to none: a patient of that very age would make the site refuse. */
  @Test
  void decide_onBinsThatEndAtTheSitesHighest_refuses() {
    ConsentPolicy policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("patients", new Allowed.All()), 0, 1, 1,
            new SiteBounds(1000, Map.of("patients", Map.of("age", new SiteBounds.Range(BigDecimal.ZERO, new BigDecimal("120"))))), OptionalInt.empty());
    QuerySpec question = question("mean", "patients", "sex", 0, 1);

    assertThat(policy.decide(question, reading(new RowColumn.Binned("age", List.of(decimal(0), decimal(120)))), MARIA))
        .isEqualTo(new Decision.Refusal("bounds.patients",
            "policy.yaml: bounds.patients asks for age in [0, 120] or wider, the query has [0, 120)"));
    assertThat(policy.decide(question, reading(new RowColumn.Binned("age", List.of(decimal(0), decimal(121)))), MARIA))
        .isEqualTo(new Decision.Consent());
  }

  /** The same for a site's own count. */
  @Test
  void decide_onALargestCountBelowTheSites_refuses() {
    ConsentPolicy policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("t", new Allowed.All()), 0, 1, 1,
            new SiteBounds(1001, Map.of()), OptionalInt.empty());

    assertThat(policy.decide(question("cohort-count", "t", "x", 0, 1), new DistinctPatients(1000), MARIA))
        .isEqualTo(new Decision.Refusal("smallest_largest_count",
            "policy.yaml: smallest_largest_count is 1001, the query has largest_count_per_site 1000"));
  }

  @Test
  void decide_onOneMoreQueryThanADayHas_saysWhenTheNextMayBeAsked() {
    ConsentPolicy policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of(), 0, 1, 1, SiteBounds.ANY, OptionalInt.of(2));
    RecentCharges charges = charged("maria 2026-01-31T10:00:00.5Z", "paul 2026-01-31T11:00:00Z", "maria 2026-01-31T12:00:00Z");

    assertThat(policy.decide(MARIA, charges, Instant.parse("2026-01-31T12:00:01Z"))).isEqualTo(new Decision.Refusal("most_queries_per_day",
        "policy.yaml: most_queries_per_day is 2, and maria has had 2 in the last 24 hours; the next may be asked at 2026-02-01T10:00:01Z"));
    assertThat(policy.decide(MARIA, charges, Instant.parse("2026-02-01T10:00:00.4Z"))).isInstanceOf(Decision.Refusal.class);
    assertThat(policy.decide(MARIA, charges, Instant.parse("2026-02-01T10:00:01Z"))).isEqualTo(new Decision.Consent());
    assertThat(policy.decide(new AnalystId("paul"), charges, Instant.parse("2026-01-31T12:00:01Z"))).isEqualTo(new Decision.Consent());
    assertThat(policy.decide(MARIA, charges, Instant.parse("2026-01-31T09:00:00Z"))).as("a clock put back").isInstanceOf(Decision.Refusal.class);
    assertThat(POLICY.decide(MARIA, charges, Instant.parse("2026-01-31T12:00:01Z"))).as("no such clause").isEqualTo(new Decision.Consent());
    assertThat(charges.counts(Instant.parse("2026-02-01T11:00:00Z"))).isEqualTo(Map.of("maria", 1));
  }

  /** The policy allowed more before, and the clock was put back. */
  @Test
  void decide_afterMoreQueriesThanADayHasNow_waitsUntilThereAreFewEnough() {
    ConsentPolicy policy =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of(), 0, 1, 1, SiteBounds.ANY, OptionalInt.of(2));
    RecentCharges charges = charged("maria 2026-01-31T12:00:00Z", "maria 2026-01-31T10:00:00Z", "maria 2026-01-31T11:00:00Z");

    assertThat(((Decision.Refusal) policy.decide(MARIA, charges, Instant.parse("2026-01-31T13:00:00Z"))).reason())
        .endsWith("maria has had 3 in the last 24 hours; the next may be asked at 2026-02-01T11:00:01Z");
  }

  /** As a ledger has them, among questions that were asked and not charged. */
  private static RecentCharges charged(String... charges) {
    RecentCharges recent = new RecentCharges();
    for (String charge : charges) {
      String[] words = charge.split(" ");
      for (Kind kind : List.of(Kind.ASKED, Kind.CHARGED)) {
        recent.note(LedgerEntry.after(LedgerEntry.NONE, 1, Instant.parse(words[1]), kind, Map.of("analyst", words[0])));
      }
    }
    return recent;
  }

  private static LocalAggregation moments(String column, long low, long high) {
    return new Moments(column, 0, decimal(low), decimal(high), 1000);
  }

  private static RowColumn number(String column, long low, long high) {
    return new RowColumn.Number(column, decimal(low), decimal(high), 0);
  }

  private static LocalAggregation reading(RowColumn... columns) {
    return new OfRows(List.of(columns), List.of(), rows -> {
      throw new AssertionError("data are touched before all consent");
    });
  }

  private static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value);
  }
}
