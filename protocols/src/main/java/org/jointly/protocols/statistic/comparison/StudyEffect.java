package org.jointly.protocols.statistic.comparison;

import java.util.List;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.report.AnswerFields;

/** What the sites of a meta-analysis estimate, each from its own rows: y with variance v. */
interface StudyEffect {

  /** What a site puts in, with the terms of its study for w = 1/(v + τ²). */
  LocalAggregation local(double tauSquared);

  List<Release> releases();

  boolean isOpen(Opened opened);

  /** Only if {@link #isOpen}. */
  StudySums sums(Opened opened);

  /** What the answer begins with; all of it, if nothing is open. */
  AnswerFields header(Opened opened);

  /** What an effect of 1 is in the units of the answer. */
  double unit();

  /**
   * Writes an estimate and its limits.
   *
   * @param name what the fields begin with
   * @param effect in the units of the answer
   * @param half half the width of the limits
   */
  void reportEstimate(AnswerFields fields, String name, double effect, double half);

  List<Exhibit> exhibits();
}
