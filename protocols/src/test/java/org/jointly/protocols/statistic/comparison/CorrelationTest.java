package org.jointly.protocols.statistic.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.Computation;
import org.junit.jupiter.api.Test;

final class CorrelationTest {
  private static final String XY = """
      x: {column: x, low: -10, high: 100, decimals: 1}
      y: {column: y, low: -10, high: 100}
      """;

  @Test
  void answer_onAgeAndWeightLoss_isThatOfR() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("correlation", Questions.rule(11, 2), """
            x: {column: age, low: 0, high: 120}
            y: {column: wt_loss, low: -100, high: 100}
            """)
        .matches(ExpectedNumbers.of("lung-cor"));

    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(14));
  }

  @Test
  void answer_belowTheThreshold_isSuppressed() {
    SiteRows rowsOfTwo = SiteRows.of("id,x,y\n1,1,5\n1,2,3\n2,4,4\n2,5,1\n3,,1\n");

    StatisticScenario.Asked asked = threeSites(rowsOfTwo, 3);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(3, 1));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("n");
  }

  /** With r from its definition, and p of t with one degree of freedom: the Cauchy distribution. */
  @Test
  void answer_onThreePoints_hasATestAndNoLimits() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,y\n1,0.5,3\n2,-1,1\n3,2.5,-4\n"), 0);

    double products = 3 * (0.5 * 3 - 1 * 1 - 2.5 * 4);
    double deviationsX = 3 * (0.25 + 1 + 6.25) - 4;
    double deviationsY = 3 * (9 + 1 + 16);
    double r = products / Math.sqrt(deviationsX * deviationsY);
    asked.matches(ExpectedNumbers.these("n", 3, "r", r, "t", r / Math.sqrt(1 - r * r), "df", 1,
        "p", 1 - 2 / Math.PI * Math.atan(-r / Math.sqrt(1 - r * r))));
    assertThat(asked.field("ci95_low")).isEqualTo(new Answer.NotAvailable("n < 4"));
  }

  @Test
  void answer_onALine_hasNoTest() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,y\n1,0.5,9\n2,1,8\n3,1.5,7\n4,4,2\n"), 0);

    asked.matches(ExpectedNumbers.these("r", -1));
    assertThat(asked.field("p")).isEqualTo(new Answer.NotAvailable("all points lie on a line"));
  }

  @Test
  void answer_onAConstant_saysSo() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,y\n1,0.5,9\n2,1,9\n3,1.5,9\n"), 0);

    assertThat(asked.field("r")).isEqualTo(new Answer.NotAvailable("all values of a column are equal"));
  }

  @Test
  void answer_onTwoPoints_saysSo() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,y\n1,0.5,9\n2,1,8\n3,1,\n4,,\n"), 0);

    asked.matches(ExpectedNumbers.these("n", 2, "missing", 2));
    assertThat(asked.field("r")).isEqualTo(new Answer.NotAvailable("n < 3"));
  }

  @Test
  void answer_withNobodyAndNoThreshold_hasNoNumbers() {
    assertThat(threeSites(SiteRows.of("id,x,y\n"), 0).field("r")).isEqualTo(new Answer.NotAvailable("n < 3"));
  }

  private static StatisticScenario.Asked threeSites(SiteRows site, long minimumCount) {
    return StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("correlation", Questions.rule(minimumCount, 1), XY);
  }

  @Test
  void compile_withTheWrongColumns_saysWhatToWrite() {
    assertThatThrownBy(() -> compile("x: {column: a, low: 0, high: 9}\ny: {column: a, low: 0, high: 9}\nz: 1"))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
            "z: correlation has no such parameter; did you mean x?",
            "y: has the column of x; write another one"));
  }

  private static Computation compile(String yaml) {
    return new Correlation().compile(YamlQuestions.ask("correlation", Questions.rule(11, 1), yaml), 3);
  }
}
