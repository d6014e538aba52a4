package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kaplan-Meier with merged intervals: what it says of the curve of single times is so, whatever the rows and however coarse the grid. */
final class MergedSurvivalTest {
  private static final long SEED = 20_261_121;
  private static final int TABLES = 100;
  private static final int SITES = 3;
  private static final List<String> GROUPS = List.of("a", "b");
  private static final double ROUNDING = 1e-12;

  private record Row(int site, String patient, int time, boolean isEvent, String group) {}

  /** The curve of single times; events precede censorings. */
  private record Curve(List<Row> rows) {
    long atRisk(double from) {
      return rows.stream().filter(row -> row.time() >= from).count();
    }

    double survival(double upTo) {
      return eventTimes().filter(time -> time <= upTo)
          .mapToDouble(time -> 1 - rows.stream().filter(row -> row.isEvent() && row.time() == time).count() / (double) atRisk(time))
          .reduce(1, (left, right) -> left * right);
    }

    /** As R: where the curve stays at one half, half way to the next step. */
    OptionalDouble median() {
      double[] below = eventTimes().mapToDouble(time -> time).filter(time -> survival(time) < 0.5 + ROUNDING).toArray();
      if (below.length == 0) {
        return OptionalDouble.empty();
      }
      boolean stays = survival(below[0]) > 0.5 - ROUNDING && below.length > 1;
      return OptionalDouble.of(stays ? (below[0] + below[1]) / 2 : below[0]);
    }

    private Stream<Integer> eventTimes() {
      return rows.stream().filter(Row::isEvent).map(Row::time).distinct().sorted();
    }
  }

  /** From 65 points on not all of them are places. */
  @ParameterizedTest(name = "k = {0}, m = {1}, {2} points after 0, {3} times each")
  @CsvSource({"2, 1, 12, 1", "2, 1, 6, 3", "3, 1, 3, 4", "4, 1, 40, 1", "2, 2, 12, 1", "1, 3, 8, 2", "3, 1, 130, 1", "2, 1, 100, 2", "5, 1, 1, 9"})
  void answer_boundsTheCurveOfSingleTimes(int k, int m, int points, int step) {
    String yaml = "time: t\nevent: {column: dead, equals: 1}\ngroups: {column: g, values: " + GROUPS + "}\n"
        + "grid: {from: 0, to: " + points * step + ", step: " + step + "}\n";
    QueryPlan plan = Hospitals.natives(SITES).plan(YamlQuestions.ask("kaplan-meier", Questions.rule(k, m), yaml));
    int ends = 0;
    int medians = 0;
    for (int table = 0; table < TABLES; table++) {
      List<Row> rows = random(new Random(SEED + table), points * step);
      Map<String, Answer.Value> answer = pooled(plan, rows).fields().values();
      for (int group = 0; group < GROUPS.size(); group++) {
        String name = GROUPS.get(group);
        Curve truth = new Curve(rows.stream().filter(row -> row.group().equals(name)).toList());
        if (((Answer.Items) answer.get("n")).values().get(group) instanceof Answer.Whole n) {
          String what = "group " + name + " of table " + table;
          assertThat(n.value()).as(what).isEqualTo(truth.rows().size());
          ends += assertBounds(what, lines(answer, name), truth);
          medians += assertMedian(what, answer, group, truth);
        }
      }
    }
    assertThat(ends).as("times shown").isGreaterThan(TABLES / 2);
    assertThat(medians).as("medians").isPositive();
  }

  private static int assertBounds(String what, List<Map<String, Answer.Value>> lines, Curve truth) {
    double begin = Double.NEGATIVE_INFINITY;
    for (Map<String, Answer.Value> line : lines) {
      double time = real(line.get("time"));
      assertThat(truth.survival(time)).as("at %s, %s", time, what)
          .isBetween(real(line.get("survival_least")) - ROUNDING, real(line.get("survival")) + ROUNDING);
      double after = begin;
      assertThat(((Answer.Whole) line.get("at_risk")).value()).as("at risk before %s, %s", time, what)
          .isGreaterThanOrEqualTo(truth.rows().stream().filter(row -> row.time() > after).count());
      begin = time;
    }
    return lines.size();
  }

  private static int assertMedian(String what, Map<String, Answer.Value> answer, int group, Curve truth) {
    double after = real(((Answer.Items) answer.get("median_after")).values().get(group));
    truth.median().ifPresent(median -> assertThat(median).as(what).isGreaterThan(after));
    if (((Answer.Items) answer.get("median")).values().get(group) instanceof Answer.Real median) {
      assertThat(truth.median()).as(what).isPresent();
      assertThat(truth.median().getAsDouble()).as(what).isLessThanOrEqualTo(median.value());
      return 1;
    }
    return 0;
  }

  /** Of few times or of all, some patients with two rows. */
  private static List<Row> random(Random random, int last) {
    List<Row> rows = new ArrayList<>();
    int distinct = 1 + random.nextInt(last);
    double events = 0.2 + 0.6 * random.nextDouble();
    int patients = random.nextInt(50);
    for (int patient = 0; patient < patients; patient++) {
      int site = random.nextInt(SITES);
      for (int i = random.nextInt(5) == 0 ? 2 : 1; i > 0; i--) {
        int time = 1 + random.nextInt(distinct) * last / distinct;
        rows.add(new Row(site, "p" + patient, time, random.nextDouble() < events, GROUPS.get(random.nextInt(3) / 2)));
      }
    }
    return rows;
  }

  private static Answer pooled(QueryPlan plan, List<Row> rows) {
    List<SiteRows> sites = IntStream.range(0, SITES).mapToObj(site -> site(rows, site)).toList();
    List<Function<LocalAggregation, LocalAggregate>> each = new ArrayList<>();
    sites.forEach(site -> each.add(SmallData.reading(site)));
    return new PooledRun(plan, SmallData.reading(SiteRows.pooled(sites)), each).answer();
  }

  private static SiteRows site(List<Row> rows, int site) {
    return SiteRows.of("id,t,dead,g\n" + rows.stream().filter(row -> row.site() == site)
        .map(row -> row.patient() + "," + row.time() + "," + (row.isEvent() ? 1 : 0) + "," + row.group() + "\n")
        .collect(Collectors.joining()));
  }

  private static List<Map<String, Answer.Value>> lines(Map<String, Answer.Value> answer, String group) {
    return ((Answer.Items) answer.get("curves")).values().stream()
        .map(line -> ((Answer.Fields) line).values())
        .<Map<String, Answer.Value>>map(line -> line)
        .filter(line -> ((Answer.Text) line.get("group")).value().equals(group))
        .toList();
  }

  private static double real(Answer.Value value) {
    return ((Answer.Real) value).value();
  }
}
