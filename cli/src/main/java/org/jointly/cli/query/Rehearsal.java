package org.jointly.cli.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.cli.render.Cell;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Grid;
import org.jointly.cli.render.Layout;
import org.jointly.cli.render.Reasons;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Sampling;
import org.jointly.runtime.analyst.VerifiedOutcome;

/**
 * A joint answer beside the plaintext answer over the pooled rows.
 *
 * @param joint what the nodes computed together
 * @param pooled what one computer computes that has all rows
 * @param sampling what of both is estimated, each under a random key of its own
 */
public record Rehearsal(VerifiedOutcome joint, Answer pooled, Optional<Sampling> sampling) {

  /**
   * Real numbers may differ by this part of themselves: sites round the real terms of some statistics before they share them,
   * each its own.
   */
  private static final double TOLERANCE = 1e-9;

  /** Differences below this are none: beside a 0 there are no digits to compare. */
  private static final double NOTHING = 1e-12;

  /** A text longer than this is none that two columns have room for. */
  private static final int SENTENCE = 60;

  private static final Value ABSENT = new Text("absent");

  /** Two estimates are this many standard deviations of one apart in one case of 10^9: six of their difference's, √2 each. */
  private static final double DEVIATIONS = 8.5;

  /** Whether they are the same: real numbers to nine digits, estimates within what is left to chance, everything else exactly. */
  public boolean agrees() {
    Set<String> sampled = sampling.map(Sampling::fields).orElse(Set.of());
    return agree(without(sampled, joint.answer()), without(sampled, pooled))
        && sampled.stream().allMatch(field -> areNear(field, sampling.orElseThrow().deviation()));
  }

  private static Fields without(Set<String> names, Answer answer) {
    Document rest = new Document();
    answer.fields().values().forEach((name, value) -> {
      if (!names.contains(name)) {
        rest.with(name, value);
      }
    });
    return rest.fields();
  }

  /** Numbers are near each other; whatever is none is equal. */
  private boolean areNear(String field, String deviation) {
    Optional<Value> mine = Optional.ofNullable(joint.answer().fields().values().get(field));
    Optional<Value> other = Optional.ofNullable(pooled.fields().values().get(field));
    OptionalDouble one = number(mine);
    OptionalDouble two = number(other);
    if (one.isEmpty() || two.isEmpty()) {
      return mine.equals(other);
    }
    double most = Math.max(
        number(Optional.ofNullable(joint.answer().fields().values().get(deviation))).orElse(0),
        number(Optional.ofNullable(pooled.fields().values().get(deviation))).orElse(0));
    return Math.abs(one.getAsDouble() - two.getAsDouble()) <= DEVIATIONS * most;
  }

  private static OptionalDouble number(Optional<Value> value) {
    return value.stream().flatMapToDouble(present ->
        present instanceof Real real ? DoubleStream.of(real.value())
            : present instanceof Whole whole ? DoubleStream.of(whole.value()) : DoubleStream.empty()).findFirst();
  }

  private static boolean agree(Value one, Value other) {
    if (one instanceof Fields fields && other instanceof Fields others) {
      return List.copyOf(fields.values().keySet()).equals(List.copyOf(others.values().keySet()))
          && agree(fields.values().values(), others.values().values());
    }
    if (one instanceof Items items && other instanceof Items others) {
      return items.values().size() == others.values().size() && agree(items.values(), others.values());
    }
    if (one instanceof Real real && other instanceof Real than) {
      double larger = Math.max(Math.abs(real.value()), Math.abs(than.value()));
      return Math.abs(real.value() - than.value()) <= Math.max(TOLERANCE * larger, NOTHING);
    }
    return one.equals(other);
  }

  private static boolean agree(Collection<Value> ones, Collection<Value> others) {
    Iterator<Value> other = others.iterator();
    return ones.stream().allMatch(one -> agree(one, other.next()));
  }

  /** The document of {@code query run}, and {@code pooled} and {@code agrees}. */
  public Document document(QuerySpec spec) {
    return OutcomeDocument.of(spec, joint).with("pooled", pooled.fields()).with("agrees", agrees());
  }

  /** The page of {@code query run}, with the pooled numbers beside the joint ones. */
  public List<String> lines(QueryPlan plan) {
    List<String> lines = new ArrayList<>(OutcomePage.lines(plan, joint, table(plan.exhibits())));
    lines.add(
        agrees()
            ? "Agrees      the joint answer is that of the pooled rows, " + howWell()
            : "DIFFERS     the joint answer is not that of the pooled rows; this is a fault of Jointly, please report it");
    return lines;
  }

  String howWell() {
    if (sampling.isPresent()) {
      return "as near as estimates under different keys are";
    }
    return joint.answer().equals(pooled) ? "to the last bit" : "to nine digits or more";
  }

  /**
   * Tables with a column more, and what is in no table as rows of one. Beside a row of one number stands the pooled number; beside one of
   * several, whether all are the same.
   */
  Layout table(List<Exhibit> exhibits) {
    Reasons reasons = new Reasons();
    return table(Layout::of, exhibits, this::isSentence, line -> line.value() instanceof Real || line.value() instanceof NotAvailable
        ? new Text(reasons.next(line)) : text(line.value()));
  }

  /** A warning that both have is said once, and in lines that can be read. */
  private boolean isSentence(Layout.Line line) {
    return line.value() instanceof Text text && text.value().length() > SENTENCE && text.equals(pooled.fields().values().get(line.name()));
  }

  /** The same with every digit. */
  public Layout forPrograms(List<Exhibit> exhibits) {
    return table(Layout::forPrograms, exhibits, line -> false, line -> text(line.value()));
  }

  private Layout table(
      BiFunction<Fields, List<Exhibit>, Layout> laidOut, List<Exhibit> exhibits, Predicate<Layout.Line> alone, Function<Layout.Line, Value> shown) {
    Layout mine = laidOut.apply(joint.answer().fields(), exhibits);
    Layout other = laidOut.apply(pooled.fields(), exhibits);
    List<Layout.Part> parts = new ArrayList<>();
    List<List<Value>> scalars = new ArrayList<>();
    List<Layout.Part> sentences = new ArrayList<>();
    for (Layout.Part part : mine.parts()) {
      if (part instanceof Layout.Table table) {
        parts.add(new Layout.Table(table.name(), beside(table.grid(), other.table(part.name()), edges(exhibits))));
      } else if (part instanceof Layout.Line line && alone.test(line)) {
        sentences.add(line);
      } else if (part instanceof Layout.Line line) {
        scalars.add(List.of(
            new Text(line.name()), shown.apply(line),
            other.value(line.name()).map(value -> shown.apply(new Layout.Line(line.name(), value))).orElse(ABSENT)));
      }
    }
    if (!scalars.isEmpty()) {
      parts.add(new Layout.Table("values", new Grid(List.of("value", "joint", "pooled"), scalars)));
    }
    parts.addAll(sentences);
    return new Layout(parts);
  }

  private static Value text(Value value) {
    return value instanceof Suppressed suppressed ? new Text(suppressed.label()) : value;
  }

  /** Numbers that say which row it is. */
  private static Set<String> edges(List<Exhibit> exhibits) {
    return exhibits.stream()
        .flatMap(exhibit -> exhibit instanceof Exhibit.Bins bins ? Stream.of(bins.from(), bins.to()) : Stream.empty())
        .collect(Collectors.toSet());
  }

  private static Grid beside(Grid joint, Optional<Grid> pooled, Set<String> edges) {
    List<List<Value>> others = pooled.filter(grid -> grid.columns().equals(joint.columns())).map(Grid::rows).orElse(List.of());
    boolean several = joint.rows().stream().anyMatch(row ->
        IntStream.range(0, row.size()).filter(i -> isNumber(row.get(i)) && !edges.contains(joint.columns().get(i))).count() > 1);
    int last = joint.columns().size() - 1;
    List<Value> column = new ArrayList<>();
    for (int i = 0; i < joint.rows().size(); i++) {
      if (i >= others.size()) {
        column.add(ABSENT);
      } else {
        column.add(several ? difference(joint, joint.rows().get(i), others.get(i)) : text(others.get(i).get(last)));
      }
    }
    return joint.with("pooled", column);
  }

  private static boolean isNumber(Value value) {
    return value instanceof Real || value instanceof Whole || value instanceof Suppressed;
  }

  private static Value difference(Grid grid, List<Value> joint, List<Value> pooled) {
    List<String> different = new ArrayList<>();
    for (int i = 0; i < joint.size(); i++) {
      if (!agree(joint.get(i), pooled.get(i))) {
        different.add(grid.columns().get(i) + " " + Cell.forPrograms(pooled.get(i)));
      }
    }
    return new Text(different.isEmpty() ? "the same" : "DIFFERS: " + String.join(", ", different));
  }
}
