package org.jointly.protocols.statistic.report;

import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;

/** A count in an answer, or that it was suppressed. */
public final class CountCell {
  private CountCell() {}

  public static Map.Entry<String, Answer.Value> of(Opened opened, String block, int cell, ReleaseRule rule) {
    return Map.entry("count", value(opened, block, cell, rule));
  }

  public static Answer.Value value(Opened opened, String block, int cell, ReleaseRule rule) {
    return opened.value(block, cell)
        .<Answer.Value>map(count -> new Answer.Whole(count.longValueExact()))
        .orElseGet(() -> suppressed(rule));
  }

  /** A count beside others that do not fall with it: that it was suppressed is said in fields of its own. */
  public static Answer.Value beside(Optional<Long> count, ReleaseRule rule) {
    return count.<Answer.Value>map(Answer.Whole::new).orElseGet(() -> alone(suppressed(rule)));
  }

  /** {@code {"suppressed": true}} as the value of a field. */
  public static Answer.Fields alone(Answer.Suppressed count) {
    return Answer.Fields.of(Map.entry("count", count));
  }

  public static Answer.Suppressed suppressed(ReleaseRule rule) {
    return suppressed(rule, rule.minimumSites());
  }

  /** Where a statistic asks for more sites than the rule. */
  public static Answer.Suppressed suppressed(ReleaseRule rule, int sites) {
    return new Answer.Suppressed(rule.minimumCount(), sites);
  }

  /** One that rests on more than itself: its complement, other groups, what it has besides what is shown. It need not be small. */
  public static Answer.Suppressed hidden(ReleaseRule rule) {
    return hidden(rule, rule.minimumSites());
  }

  /** Where a statistic asks for more sites than the rule. */
  public static Answer.Suppressed hidden(ReleaseRule rule, int sites) {
    return new Answer.Suppressed(rule.minimumCount(), sites, false);
  }
}
