package org.jointly.runtime.config;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.runtime.config.YamlNode.Items;
import org.jointly.runtime.config.YamlNode.Mapping;
import org.jointly.runtime.config.YamlNode.Scalar;

/**
 * Reads the conditions under {@code where}: a list, all of which must hold.
 *
 * <pre>
 * - {column: age, at_least: 18, less_than: 65}     # several comparisons of one column: all of them
 * - {column: code, starts_with: E7}
 * - {column: status, in: [alive, unknown]}
 * - {column: onset, between: [2010-01-01, 2020-12-31]}
 * - {column: death_date, missing: true}
 * - any: [{…}, {…}]                                 # all: [{…}, {…}], not: {…}
 * </pre>
 *
 * <p>An unquoted number, date, true or false is one; everything else, and everything in quotes, is text. Order comparisons
 * with text that looks like a number or date in quotes, or is neither, are refused: they would silently order letters.
 */
final class Conditions {
  private static final String EXAMPLE = "{column: age, at_least: 18}";

  private final Problems problems;

  Conditions(Problems problems) {
    this.problems = problems;
  }

  /** The conditions under {@code where} (or any, all): one, or a list of them. */
  List<Predicate> read(String key, YamlNode node) {
    if (node instanceof Items items) {
      if (items.nodes().isEmpty()) {
        problems.add(node.line(), key + ": the list is empty; write a condition such as " + EXAMPLE + ", or leave " + key + " out");
      }
      return items.nodes().stream().flatMap(item -> condition(key, item).stream()).toList();
    }
    return condition(key, node).stream().toList();
  }

  private Optional<Predicate> condition(String key, YamlNode node) {
    if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      problems.add(node.line(), key + ": got " + node.inWords() + "; write a condition such as " + EXAMPLE);
      return Optional.empty();
    }
    Section section = Section.of(mapping, key, problems);
    Set<String> groups = new TreeSet<>(Set.of("all", "any", "not"));
    groups.retainAll(mapping.entries().keySet());
    return groups.isEmpty() ? ofColumn(section) : group(section, groups);
  }

  private Optional<Predicate> group(Section section, Set<String> groups) {
    String group = groups.iterator().next();
    YamlNode below = section.optional(group).orElseThrow();
    if (section.keys().size() > 1) {
      problems.add(section.line(), group + ": stands beside other keys; write it as a condition of its own");
      return Optional.empty();
    }
    List<Predicate> parts = read(group, below);
    if (group.equals("not")) {
      return Optional.of(new Predicate.Not(parts.size() == 1 ? parts.get(0) : new Predicate.And(parts)));
    }
    return Optional.of(group.equals("any") ? new Predicate.Or(parts) : new Predicate.And(parts));
  }

  private Optional<Predicate> ofColumn(Section section) {
    Optional<String> column = section.text("column", "age");
    List<Predicate> found = new ArrayList<>();
    int before = section.keys().size();
    column.ifPresent(name -> {
      Stream.of(Comparison.values()).forEach(comparison -> section.optional(comparison.key())
          .flatMap(node -> literal(comparison.key(), node, comparison))
          .ifPresent(literal -> add(section, found, () -> new Predicate.Compare(name, comparison, literal))));
      section.optional("in").ifPresent(node -> add(section, found, () -> new Predicate.In(name, literals("in", node))));
      section.optional("between").flatMap(this::between).ifPresent(ends ->
          add(section, found, () -> new Predicate.Between(name, ends.get(0), ends.get(1))));
      section.optional("starts_with")
          .flatMap(node -> section.text("starts_with", node, "E7"))
          .ifPresent(prefix -> add(section, found, () -> new Predicate.StartsWith(name, prefix)));
      section.optional("missing").flatMap(this::flag).ifPresent(missing -> add(section, found, () ->
          missing ? new Predicate.IsMissing(name) : new Predicate.Not(new Predicate.IsMissing(name))));
    });
    if (column.isPresent()) {
      section.done();
    } else {
      section.missing();
    }
    if (column.isPresent() && before == 1) {
      problems.add(section.line(), "column: has no comparison beside it; write for example " + EXAMPLE
          + " (or " + String.join(", ", Comparison.keys()) + ", in, between, starts_with, missing)");
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : found.isEmpty() ? Optional.empty() : Optional.of(new Predicate.And(found));
  }

  private void add(Section section, List<Predicate> found, Supplier<Predicate> maker) {
    try {
      found.add(maker.get());
    } catch (InvalidQueryException e) {
      e.problems().forEach(problem -> problems.add(section.line("column"), problem));
    }
  }

  private Optional<List<Literal>> between(YamlNode node) {
    if (!(node instanceof Items items) || items.nodes().size() != 2) {
      problems.add(node.line(), "between: write two values, both included: \"between: [18, 65]\"");
      return Optional.empty();
    }
    Optional<Literal> low = literal("between", items.nodes().get(0), Comparison.AT_LEAST);
    Optional<Literal> high = literal("between", items.nodes().get(1), Comparison.AT_MOST);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    if (low.get().getClass() != high.get().getClass()) {
      problems.add(node.line(), "between: got two values of different kinds; write two numbers or two dates");
      return Optional.empty();
    }
    if (low.get().isAbove(high.get())) {
      problems.add(node.line(), "between: the first value is above the second, so nothing lies between; write the lower one first");
      return Optional.empty();
    }
    return Optional.of(List.of(low.get(), high.get()));
  }

  private List<Literal> literals(String key, YamlNode node) {
    if (!(node instanceof Items items) || items.nodes().isEmpty()) {
      problems.add(node.line(), key + ": got " + node.inWords() + "; write a list such as \"" + key + ": [alive, unknown]\"");
      return List.of();
    }
    List<Literal> literals = new ArrayList<>();
    items.nodes().forEach(item -> literal(key, item, Comparison.EQUAL).ifPresent(literals::add));
    if (literals.stream().map(Object::getClass).distinct().count() > 1) {
      problems.add(node.line(), key + ": mixes text, numbers or dates; write all alike (text in quotes)");
    }
    return literals;
  }

  private Optional<Literal> literal(String key, YamlNode node, Comparison comparison) {
    if (!(node instanceof Scalar scalar)) {
      problems.add(node.line(), key + ": got " + node.inWords() + "; write one value");
      return Optional.empty();
    }
    if (scalar.isEmpty()) {
      problems.add(node.line(), key + ": got nothing; write a value, or ask for missing ones with \"missing: true\"");
      return Optional.empty();
    }
    try {
      Optional<Literal> literal = Scalars.number(scalar).<Literal>map(Literal.Number::new)
          .or(() -> Scalars.day(scalar).map(Literal.Day::new))
          .or(() -> Scalars.flag(scalar).map(Literal.Flag::new));
      return literal.isPresent() ? literal : text(key, scalar, comparison);
    } catch (DateTimeException e) {
      problems.add(node.line(), key + ": there is no day " + Words.shown(scalar.text()) + "; write year-month-day");
      return Optional.empty();
    }
  }

  private Optional<Literal> text(String key, Scalar scalar, Comparison comparison) {
    boolean ordered = comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL;
    boolean disguised = Scalars.looksLikeNumber(scalar.text()) || Scalars.looksLikeDay(scalar.text());
    if (ordered && scalar.quoted() && disguised) {
      problems.add(scalar.line(), key + ": got text, for it is in quotes; take them off to compare numbers or dates");
      return Optional.empty();
    }
    if (ordered && !scalar.quoted()) {
      problems.add(scalar.line(), key + ": got " + Words.shown(scalar.text())
          + "; write a number or a date (2020-12-31), or put text in quotes to compare it letter by letter");
      return Optional.empty();
    }
    return Optional.of(new Literal.Text(scalar.text()));
  }

  private Optional<Boolean> flag(YamlNode node) {
    Optional<Boolean> flag = node instanceof Scalar scalar ? Scalars.flag(scalar) : Optional.empty();
    if (flag.isEmpty()) {
      problems.add(node.line(), "missing: got " + node.inWords() + "; write true or false");
    }
    return flag;
  }
}
