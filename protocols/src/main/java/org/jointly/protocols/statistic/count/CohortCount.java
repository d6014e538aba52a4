package org.jointly.protocols.statistic.count;

import java.util.List;
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
import org.jointly.protocols.statistic.report.CountCell;

/**
 * How many patients are in the cohort.
 *
 * <p>Definition: N = Σ_s N_s, N_s the distinct patients of site s that satisfy the predicate. A patient known to two sites
 * counts twice: sites cannot tell without comparing identifiers.
 *
 * <p>Leakage: whether the release rule holds; N if it does.
 *
 * <p>Cost: setup, input, comparison, product, opening: 4 + c rounds, c those of a comparison of bitLength(n·largest) bits, and
 * one more with minimum sites. Input and product are one element from each dealer to n-1-t parties, the opening two
 * elements to t. Among three parties, Shamir and 20 bits: 10 rounds, 323, 287 and 201 bytes sent.
 */
public final class CohortCount implements Statistic {
  private static final String PATIENTS = "patients";

  @Override
  public String name() {
    return "cohort-count";
  }

  @Override
  public String summary() {
    return "how many patients are in the cohort";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds. Two cohorts that differ by one patient, asked one after the other, tell about"
        + " that patient.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    new ParameterReader(spec, parameters()).throwProblems();
    return new Count(spec.release());
  }

  private record Count(ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.DistinctPatients(rule.largestCountPerSite());
    }

    @Override
    public List<Release> releases() {
      return List.of(new Release.Gated(PATIENTS, List.of(PATIENTS), "the number of patients in the cohort"));
    }

    @Override
    public Answer report(Opened opened) {
      return new Answer(Answer.Fields.of(CountCell.of(opened, PATIENTS, 0, rule)));
    }
  }
}
