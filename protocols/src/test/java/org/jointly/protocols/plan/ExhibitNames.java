package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Exhibit;

/** The names that exhibits have for fields: a misspelt one would leave out a table or a picture in silence. */
final class ExhibitNames {
  private ExhibitNames() {}

  /** Of an answer that is neither suppressed nor without estimates. */
  static void assertIn(Answer answer, List<Exhibit> exhibits) {
    Set<String> names = new HashSet<>();
    collect(answer.fields(), names);
    for (Exhibit exhibit : exhibits) {
      if (exhibit instanceof Exhibit.Columns columns) {
        names.add(columns.header());
      }
      if (exhibit instanceof Exhibit.Gathered) {
        names.add("value");
      }
    }
    for (Exhibit exhibit : exhibits) {
      List<String> named = named(exhibit);
      boolean estimatesThatDoNotApply = exhibit instanceof Exhibit.Forest forest && forest.table().isEmpty()
          && named.stream().noneMatch(names::contains);
      if (!estimatesThatDoNotApply) {
        assertThat(names).as(exhibit.toString()).containsAll(named);
      }
    }
  }

  private static void collect(Value value, Set<String> names) {
    if (value instanceof Fields fields) {
      names.addAll(fields.values().keySet());
      fields.values().values().forEach(each -> collect(each, names));
    } else if (value instanceof Items items) {
      items.values().forEach(each -> collect(each, names));
    }
  }

  private static List<String> named(Exhibit exhibit) {
    if (exhibit instanceof Exhibit.Columns columns) {
      return Stream.concat(Stream.of(columns.table()), columns.lists().stream()).toList();
    }
    if (exhibit instanceof Exhibit.Gathered gathered) {
      return List.of(gathered.table(), gathered.named());
    }
    if (exhibit instanceof Exhibit.CrossTable cross) {
      return Stream.concat(Stream.of(cross.rows(), cross.columns(), cross.counts()), cross.replaced().stream()).toList();
    }
    if (exhibit instanceof Exhibit.Bars bars) {
      return List.of(bars.table(), bars.label(), bars.count());
    }
    if (exhibit instanceof Exhibit.Bins bins) {
      return List.of(bins.table(), bins.from(), bins.to(), bins.count());
    }
    if (exhibit instanceof Exhibit.Survival survival) {
      List<String> names = new ArrayList<>(List.of(
          survival.table(), survival.time(), survival.survival(), survival.low(), survival.high(), survival.atRisk()));
      survival.group().ifPresent(names::add);
      return names;
    }
    Exhibit.Forest forest = (Exhibit.Forest) exhibit;
    Stream<String> labels = forest.table().isPresent()
        ? Stream.of(forest.table().get(), forest.estimates().get(0).label())
        : Stream.empty();
    return Stream.concat(
            labels, forest.estimates().stream().flatMap(each -> Stream.of(each.value(), each.low(), each.high())))
        .collect(Collectors.toList());
  }
}
