package org.jointly.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatients;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
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
          3);

  private static QuerySpec question(String statistic, String table, String column, long count, int sites) {
    return new QuerySpec(
        "n", statistic, new Cohort(table, new Predicate.IsMissing(column)), new TreeMap<>(),
        new ReleaseRule(count, sites, new ReleaseRule.Noise.None(), 1000));
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
    refuses(good, codes("code", 4), MARIA, "maximum_codes", "is 3, the query lists 4");
  }

  @Test
  void decide_withAll_allowsEveryName() {
    ConsentPolicy open =
        new ConsentPolicy("policy.yaml", new Allowed.All(), new Allowed.All(), Map.of("t", new Allowed.All()), 0, 1, 1);

    assertThat(open.decide(question("mean", "t", "x", 0, 1), new DistinctPatients(1), new AnalystId("eve")))
        .isEqualTo(new Decision.Consent());
    assertThat(open.decide(question("mean", "u", "x", 0, 1), new DistinctPatients(1), MARIA)).isInstanceOf(Decision.Refusal.class);
  }
}
