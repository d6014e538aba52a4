package org.jointly.benchmarks.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.UnsupportedSetting;

/**
 * Makes the table: every sample question × suite × adversary × 3, 5 and 7 parties, each simulated on zeros; of spdz, which makes its
 * material on the way, small questions to 3 parties. Deterministic. Parties may send unequal amounts; the table has the least and the
 * most that one sends.
 */
public final class RoundsAndBytes {
  private static final List<Integer> PARTIES = List.of(3, 5, 7);
  private static final Set<String> SMALL = Set.of("cohort-count", "at-least", "mean");
  private static final String HEADER =
      "statistic,question,suite,adversary,field,parties,rounds,messages_min,messages_max,bytes_min,bytes_max";

  private RoundsAndBytes() {}

  /** Writes the table to the file named by the first argument. */
  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[0]), lines(Catalog.standard()));
  }

  /** The table's lines: comma-separated, the header first. */
  public static List<String> lines(Catalog catalog) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (SampleQuestions.Sample sample : SampleQuestions.all(catalog.statistics())) {
      for (Suite suite : catalog.suites()) {
        for (Adversary adversary : Adversary.values()) {
          for (int parties : PARTIES) {
            if (serves(suite, parties, adversary) && isQuick(suite, parties, sample)) {
              lines.add(line(catalog, sample, suite, new Setting(parties, suite.name(), adversary)));
            }
          }
        }
      }
    }
    return lines;
  }

  /** With preprocessing a dry run makes all its material: the smallest questions only. */
  private static boolean isQuick(Suite suite, int parties, SampleQuestions.Sample sample) {
    return !suite.name().equals("spdz") || parties == 3 && SMALL.contains(sample.spec().statistic());
  }

  private static boolean serves(Suite suite, int parties, Adversary adversary) {
    try {
      suite.model(parties, adversary, 1, 1);
      return true;
    } catch (UnsupportedSetting notServed) {
      return false;
    }
  }

  private static String line(Catalog catalog, SampleQuestions.Sample sample, Suite suite, Setting setting) {
    QuerySpec spec = sample.spec();
    QueryPlan plan = new QueryPlanner(catalog).plan(spec, setting);
    PredictedCost cost = PredictedCost.of(plan, suite);
    LongSummaryStatistics messages =
        cost.parties().stream().mapToLong(PredictedCost.Party::messages).summaryStatistics();
    LongSummaryStatistics bytes = cost.parties().stream().mapToLong(PredictedCost.Party::bytes).summaryStatistics();
    return String.join(
        ",",
        spec.statistic(),
        sample.label(),
        setting.suite(),
        setting.adversary().label(),
        plan.security().field(),
        String.valueOf(setting.parties()),
        String.valueOf(cost.rounds()),
        String.valueOf(messages.getMin()),
        String.valueOf(messages.getMax()),
        String.valueOf(bytes.getMin()),
        String.valueOf(bytes.getMax()));
  }
}
