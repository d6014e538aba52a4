package org.jointly.cli.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jointly.cli.render.Document;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
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
    List<String> lines = new ArrayList<>(OutcomePage.lines(plan, joint, table()));
    lines.add(verdict());
    return lines;
  }

  private String verdict() {
    return agrees()
        ? "Agrees      the joint answer is that of the pooled rows, " + howWell()
        : "DIFFERS     the joint answer is not that of the pooled rows; this is a fault of Jointly, please report it";
  }

  /** The page of {@code query run}, and whether the pooled answer is the same. */
  public String html(QueryPlan plan) {
    List<String> notes = new ArrayList<>(OutcomePage.notes(plan, joint));
    notes.add(verdict());
    return OutcomeHtml.page(plan.spec(), joint.answer().fields(), table(), notes);
  }

  private String howWell() {
    if (sampling.isPresent()) {
      return "as near as estimates under different keys are";
    }
    return joint.answer().equals(pooled) ? "to the last bit" : "to nine digits or more";
  }

  /** The cells with a column more; what is no cell as a row of its own. */
  public Fields table() {
    Document table = new Document();
    List<Value> scalars = new ArrayList<>();
    for (Map.Entry<String, Value> field : joint.answer().fields().values().entrySet()) {
      Value other = pooled.fields().values().getOrDefault(field.getKey(), new Text("absent"));
      if (field.getValue() instanceof Items cells && other instanceof Items others && areCells(cells)) {
        table.with(field.getKey(), beside(cells.values(), others.values()));
      } else {
        scalars.add(
            new Document().with("value", field.getKey()).with("joint", text(field.getValue())).with("pooled", text(other)).fields());
      }
    }
    return scalars.isEmpty() ? table.fields() : table.with("values", new Items(scalars)).fields();
  }

  private static Value text(Value value) {
    return value instanceof Suppressed suppressed ? new Text(suppressed.label()) : value;
  }

  private static boolean areCells(Items items) {
    return items.values().stream().allMatch(Fields.class::isInstance);
  }

  private static Items beside(List<Value> joint, List<Value> pooled) {
    List<Value> cells = new ArrayList<>();
    for (int i = 0; i < joint.size(); i++) {
      Value other = i < pooled.size() ? pooled.get(i) : new Text("absent");
      cells.add(joint.get(i) instanceof Fields mine ? beside(mine, other) : joint.get(i));
    }
    return new Items(cells);
  }

  /** In a cell the labels come first and the number last; only one number of a cell can be a suppressed one. */
  private static Fields beside(Fields joint, Value pooled) {
    Document cell = new Document();
    joint.values().forEach(cell::with);
    Value number = pooled instanceof Fields fields ? List.copyOf(fields.values().values()).get(fields.values().size() - 1) : pooled;
    return cell.with("pooled", text(number)).fields();
  }
}
