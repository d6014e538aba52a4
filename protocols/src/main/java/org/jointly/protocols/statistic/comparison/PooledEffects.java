package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.StandardNormal;

/**
 * A meta-analysis in two legs, whatever the effect: the first opens the sums of the fixed effect, from which τ² follows; in the
 * second sites weigh with it.
 *
 * @param fixed what the first leg opened; empty in the first, and of no studies if it was suppressed
 */
record PooledEffects(StudyEffect studies, Confidence confidence, Optional<StudySums> fixed) implements Computation {

  /** The first leg. */
  PooledEffects(StudyEffect studies, Confidence confidence) {
    this(studies, confidence, Optional.empty());
  }

  @Override
  public LocalAggregation local() {
    return studies.local(fixed.map(StudySums::tauSquared).orElse(0.0));
  }

  @Override
  public boolean stratifiesBySite() {
    return true;
  }

  @Override
  public List<Release> releases() {
    return studies.releases();
  }

  /** Always two legs, so that not even their number tells whether the rule held. */
  @Override
  public Optional<Computation> next(Opened opened) {
    return fixed.isPresent() ? Optional.empty() : Optional.of(new PooledEffects(studies, confidence, Optional.of(sums(opened))));
  }

  private StudySums sums(Opened opened) {
    return studies.isOpen(opened) ? studies.sums(opened) : StudySums.NONE;
  }

  @Override
  public int maximumLegs() {
    return 2;
  }

  @Override
  public List<Exhibit> exhibits() {
    return studies.exhibits();
  }

  @Override
  public Answer report(Opened opened) {
    AnswerFields fields = studies.header(opened);
    if (!studies.isOpen(opened)) {
      return fields.answer();
    }
    StudySums here = sums(opened);
    StudySums first = fixed.orElse(here);
    reportEffect(fields, "fixed", first);
    first.reportHeterogeneity(fields, studies.unit());
    reportEffect(fields, "random", here);
    return fields.real("confidence", confidence.level().doubleValue()).answer();
  }

  private void reportEffect(AnswerFields fields, String name, StudySums sums) {
    double effect = sums.effect() * studies.unit();
    double error = sums.standardError() * studies.unit();
    studies.reportEstimate(fields, name, effect, StandardNormal.quantile(confidence.tail()) * error);
    fields.real(name + "_se", error).real(name + "_p", StandardNormal.twoSided(effect / error));
  }
}
