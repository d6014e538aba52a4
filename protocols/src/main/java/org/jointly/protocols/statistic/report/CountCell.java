package org.jointly.protocols.statistic.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;

/** A count in an answer, or that it was suppressed. */
public final class CountCell {
  private CountCell() {}

  public static Map.Entry<String, Answer.Value> of(Opened opened, String block, int cell, ReleaseRule rule) {
    return Map.entry(
        "count",
        opened.value(block, cell)
            .<Answer.Value>map(count -> new Answer.Whole(count.longValueExact()))
            .orElseGet(() -> suppressed(rule)));
  }

  /** Adds a count, or that it was suppressed; not that if another of these fields says so already, for one of an object's may. */
  public static void addLast(
      List<Map.Entry<String, ? extends Answer.Value>> fields, String name, Optional<Long> count, ReleaseRule rule) {
    if (count.isPresent()) {
      fields.add(Map.entry(name, new Answer.Whole(count.get())));
    } else if (fields.stream().noneMatch(field -> field.getValue() instanceof Answer.Suppressed)) {
      fields.add(Map.entry(name, suppressed(rule)));
    }
  }

  public static Answer.Suppressed suppressed(ReleaseRule rule) {
    return suppressed(rule, rule.minimumSites());
  }

  /** Where a statistic asks for more sites than the rule. */
  public static Answer.Suppressed suppressed(ReleaseRule rule, int sites) {
    return new Answer.Suppressed(rule.minimumCount(), sites);
  }
}
