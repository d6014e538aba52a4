package org.jointly.protocols.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.Suggestion;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.comparison.Anova;
import org.jointly.protocols.statistic.comparison.ContingencyTable;
import org.jointly.protocols.statistic.comparison.Correlation;
import org.jointly.protocols.statistic.comparison.MannWhitney;
import org.jointly.protocols.statistic.comparison.MantelHaenszel;
import org.jointly.protocols.statistic.comparison.MetaAnalysis;
import org.jointly.protocols.statistic.comparison.MetaAnalysisOfMeans;
import org.jointly.protocols.statistic.comparison.TTest;
import org.jointly.protocols.statistic.count.AtLeast;
import org.jointly.protocols.statistic.count.Attrition;
import org.jointly.protocols.statistic.count.CohortCount;
import org.jointly.protocols.statistic.count.CountsByCode;
import org.jointly.protocols.statistic.count.DistinctPatients;
import org.jointly.protocols.statistic.count.IncidenceRate;
import org.jointly.protocols.statistic.count.Missingness;
import org.jointly.protocols.statistic.count.Prevalence;
import org.jointly.protocols.statistic.count.StandardizedRate;
import org.jointly.protocols.statistic.count.TopCodes;
import org.jointly.protocols.statistic.distribution.Histogram;
import org.jointly.protocols.statistic.distribution.Mean;
import org.jointly.protocols.statistic.distribution.Quantile;
import org.jointly.protocols.statistic.model.LinearRegression;
import org.jointly.protocols.statistic.model.LogisticRegression;
import org.jointly.protocols.statistic.model.PoissonRegression;
import org.jointly.protocols.statistic.primitive.Primitive;
import org.jointly.protocols.statistic.survival.Cox;
import org.jointly.protocols.statistic.survival.KaplanMeier;
import org.jointly.protocols.statistic.survival.LogRankBySite;
import org.jointly.protocols.statistic.survival.LogRankPooled;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.shamir.ShamirSuite;
import org.jointly.protocols.suite.spdz.SpdzSuite;
import org.jointly.protocols.suite.spdz.mascot.Mascot;

/** The two lists: which questions can be asked, and how they can be computed. */
public record Catalog(List<Statistic> statistics, List<Suite> suites) {
  /** Shorter words are in too many others. */
  private static final int FEWEST_LETTERS = 4;

  public Catalog {
    statistics = List.copyOf(statistics);
    suites = List.copyOf(suites);
  }

  /** Everything there is. */
  public static Catalog standard() {
    return new Catalog(
        List.of(
            new CohortCount(),
            new CountsByCode(),
            new Attrition(),
            new AtLeast(),
            new Prevalence(),
            new IncidenceRate(),
            new StandardizedRate(),
            new DistinctPatients(),
            new Missingness(),
            new Mean(),
            new Histogram(),
            new Quantile(),
            new ContingencyTable(),
            new MantelHaenszel(),
            new TTest(),
            new Anova(),
            new MannWhitney(),
            new Correlation(),
            new MetaAnalysis(),
            new MetaAnalysisOfMeans(),
            new LogRankBySite(),
            new Cox(),
            new LogisticRegression(),
            new LinearRegression(),
            new PoissonRegression(),
            new KaplanMeier(),
            new LogRankPooled(),
            new TopCodes()),
        List.of(new ShamirSuite(), new SpdzSuite(new Mascot())));
  }

  /** This one, and single operations to be measured: for the nodes that a profile starts, and for no others. */
  public Catalog withPrimitives() {
    return new Catalog(Stream.concat(statistics.stream(), Stream.of(new Primitive())).toList(), suites);
  }

  public Optional<Statistic> statistic(String name) {
    return statistics.stream().filter(statistic -> statistic.name().equals(name)).findFirst();
  }

  /** What can be asked, in the order of this list. */
  public List<String> statisticNames() {
    return statistics.stream().map(Statistic::name).toList();
  }

  public Optional<Suite> suite(String name) {
    return suites.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }

  /** The names of all suites. */
  public List<String> suiteNames() {
    return suites.stream().map(Suite::name).toList();
  }

  /** Which statistics are meant by a part of a name, a word of what they answer, such as "survival", or a slip of the keyboard. */
  public List<String> meant(String word) {
    String sought = word.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ').strip();
    if (sought.length() >= FEWEST_LETTERS) {
      List<String> named = named(statistic -> statistic.name().replace('-', ' ').contains(sought));
      List<String> meant = named.isEmpty()
          ? named(statistic -> (statistic.group().label() + " " + statistic.summary()).toLowerCase(Locale.ROOT).contains(sought))
          : named;
      if (!meant.isEmpty()) {
        return meant;
      }
    }
    return Suggestion.nearest(word, statisticNames()).stream().toList();
  }

  private List<String> named(Predicate<Statistic> wanted) {
    return statistics.stream().filter(wanted).map(Statistic::name).toList();
  }

  /** What to say of a statistic that is not there. */
  String unknownStatistic(String name) {
    return "statistic: got " + Names.shown(name)
        + Suggestion.question(meant(name)).orElseGet(() -> Suggestion.hint(name, statisticNames()));
  }

  /** What to say of a suite that is not there. */
  String unknownSuite(String name) {
    return "suite: got " + Names.shown(name) + Suggestion.hint(name, suiteNames());
  }
}
