package org.jointly.runtime.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.And;
import org.jointly.protocols.query.Predicate.Between;
import org.jointly.protocols.query.Predicate.Compare;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.protocols.query.Predicate.Everyone;
import org.jointly.protocols.query.Predicate.In;
import org.jointly.protocols.query.Predicate.IsMissing;
import org.jointly.protocols.query.Predicate.Not;
import org.jointly.protocols.query.Predicate.Or;
import org.jointly.protocols.query.Predicate.StartsWith;

/** Predicates over the conformance table, with literals from its own rows; and what they mean, said once more in Java. */
final class RandomPredicates {
  private static final List<String> ASKED = List.of("age", "code", "status", "onset", "weight", "alive", "state");

  private final Random random;

  RandomPredicates(Random random) {
    this.random = random;
  }

  Predicate next(int depth) {
    int shape = random.nextInt(depth == 0 ? 6 : 9);
    String column = ASKED.get(random.nextInt(ASKED.size()));
    return switch (shape) {
      case 0 -> new Compare(column, comparison(column), literal(column));
      case 1 -> new In(column, IntStream.range(0, random.nextInt(3)).mapToObj(i -> literal(column)).toList());
      case 2 -> column.equals("alive") ? new IsMissing(column) : new Between(column, literal(column), literal(column));
      case 3 -> new IsMissing(column);
      case 4 -> new StartsWith("code", List.of("E", "E75", "0", "1234", "x").get(random.nextInt(5)));
      case 5 -> new Everyone();
      case 6 -> new Not(next(depth - 1));
      case 7 -> new And(parts(depth));
      default -> new Or(parts(depth));
    };
  }

  private List<Predicate> parts(int depth) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> next(depth - 1)).toList();
  }

  private Comparison comparison(String column) {
    Comparison[] all = Comparison.values();
    return all[random.nextInt(column.equals("alive") ? 2 : all.length)];
  }

  private Literal literal(String column) {
    int index = RecordSourceConformance.COLUMNS.indexOf(column);
    List<String> values =
        RecordSourceConformance.ROWS.stream().map(row -> row.get(index)).filter(value -> !value.isEmpty()).toList();
    return literal(column, values.get(random.nextInt(values.size())));
  }

  private static Literal literal(String column, String value) {
    return switch (column) {
      case "age", "weight" -> new Literal.Number(new BigDecimal(value));
      case "onset" -> new Literal.Day(LocalDate.parse(value));
      case "alive" -> new Literal.Flag(Boolean.parseBoolean(value));
      default -> new Literal.Text(value);
    };
  }

  /** Whether a predicate holds for a row, two-valued: a comparison with a missing value is false. */
  static boolean holds(Predicate predicate, List<String> row) {
    if (predicate instanceof Not not) {
      return !holds(not.part(), row);
    }
    if (predicate instanceof And and) {
      return and.parts().stream().allMatch(part -> holds(part, row));
    }
    if (predicate instanceof Or or) {
      return or.parts().stream().anyMatch(part -> holds(part, row));
    }
    if (predicate instanceof IsMissing missing) {
      return value(missing.column(), row).isEmpty();
    }
    if (predicate instanceof StartsWith startsWith) {
      return value(startsWith.column(), row).filter(value -> value.startsWith(startsWith.prefix())).isPresent();
    }
    if (predicate instanceof In in) {
      return in.literals().stream().anyMatch(literal -> compared(in.column(), row, literal).filter(order -> order == 0).isPresent());
    }
    if (predicate instanceof Between between) {
      return compared(between.column(), row, between.low()).filter(order -> order >= 0).isPresent()
          && compared(between.column(), row, between.high()).filter(order -> order <= 0).isPresent();
    }
    return !(predicate instanceof Compare compare)
        || compared(compare.column(), row, compare.literal()).filter(order -> holds(compare.comparison(), order)).isPresent();
  }

  private static boolean holds(Comparison comparison, int order) {
    return switch (comparison) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  private static Optional<String> value(String column, List<String> row) {
    return Optional.of(row.get(RecordSourceConformance.COLUMNS.indexOf(column))).filter(value -> !value.isEmpty());
  }

  /** The order of the row's value and the literal; empty if the value is missing. */
  private static Optional<Integer> compared(String column, List<String> row, Literal literal) {
    return value(column, row).map(value -> {
      Literal own = literal(column, value);
      if (own instanceof Literal.Number number) {
        return number.value().compareTo(((Literal.Number) literal).value());
      }
      if (own instanceof Literal.Day day) {
        return day.value().compareTo(((Literal.Day) literal).value());
      }
      if (own instanceof Literal.Flag flag) {
        return Boolean.compare(flag.value(), ((Literal.Flag) literal).value());
      }
      return value.compareTo(((Literal.Text) literal).value());
    });
  }
}
