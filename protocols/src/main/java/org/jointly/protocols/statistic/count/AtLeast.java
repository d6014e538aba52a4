package org.jointly.protocols.statistic.count;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.ParameterReader;

/**
 * Whether the cohort has at least T patients: is this trial worth planning?
 *
 * <p>Definition: [N ≥ T], N as in {@link CohortCount}; with minimum sites m > 1, [N ≥ T and at least m sites contribute].
 *
 * <p>Leakage: nothing besides that one bit. Questions with different T narrow N down, one bit each.
 *
 * <p>Cost: one input, one comparison and one opening of one element: one round less than {@link CohortCount}.
 */
public final class AtLeast implements Statistic {
  private static final String PATIENTS = "patients";
  private static final Parameter THRESHOLD = Parameter.required(
      "threshold", Parameter.Kind.WHOLE, "T, not below the release rule's minimum count", "100");

  @Override
  public String name() {
    return "at-least";
  }

  @Override
  public String summary() {
    return "whether the cohort has at least a given number of patients, and nothing else";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "nothing besides the one bit. Several questions with different thresholds narrow the count down.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(THRESHOLD);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    ReleaseRule rule = spec.release();
    long lowest = Math.max(1, rule.minimumCount());
    Optional<Long> threshold = reader.whole(THRESHOLD, lowest, parties * rule.largestCountPerSite());
    reader.throwProblems();
    return new Reach(threshold.orElseThrow(), rule);
  }

  private record Reach(long threshold, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.DistinctPatients(rule.largestCountPerSite());
    }

    @Override
    public List<Release> releases() {
      String reason = "whether there are at least " + threshold + " patients"
          + (rule.minimumSites() > 1 ? ", at " + rule.minimumSites() + " sites or more" : "");
      return List.of(new Release.Reached(PATIENTS, threshold, reason));
    }

    @Override
    public Answer report(Opened opened) {
      return new Answer(Answer.Fields.of(
          Map.entry("threshold", new Answer.Whole(threshold)),
          Map.entry("reached", new Answer.Flag(opened.reached(PATIENTS, 0)))));
    }
  }
}
