package org.jointly.protocols.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;

/**
 * What a predicate means, in Java: for tests.
 *
 * @param field the text of a column, empty if missing
 */
record PlainPredicate(UnaryOperator<String> field) {

  boolean holds(Predicate predicate) {
    if (predicate instanceof Predicate.Compare compare) {
      return isPresent(compare.column()) && holds(compare, order(compare.column(), compare.literal()));
    }
    if (predicate instanceof Predicate.In in) {
      return isPresent(in.column()) && in.literals().stream().anyMatch(literal -> order(in.column(), literal) == 0);
    }
    if (predicate instanceof Predicate.Between between) {
      return isPresent(between.column())
          && order(between.column(), between.low()) >= 0 && order(between.column(), between.high()) <= 0;
    }
    if (predicate instanceof Predicate.IsMissing missing) {
      return !isPresent(missing.column());
    }
    if (predicate instanceof Predicate.StartsWith startsWith) {
      return isPresent(startsWith.column()) && field.apply(startsWith.column()).startsWith(startsWith.prefix());
    }
    if (predicate instanceof Predicate.And and) {
      return and.parts().stream().allMatch(this::holds);
    }
    if (predicate instanceof Predicate.Or or) {
      return or.parts().stream().anyMatch(this::holds);
    }
    if (predicate instanceof Predicate.Not not) {
      return !holds(not.part());
    }
    return predicate instanceof Predicate.Everyone;
  }

  private boolean isPresent(String column) {
    return !field.apply(column).isEmpty();
  }

  private static boolean holds(Predicate.Compare compare, int order) {
    return switch (compare.comparison()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  private int order(String column, Literal literal) {
    String text = field.apply(column);
    if (literal instanceof Literal.Number number) {
      return new BigDecimal(text).compareTo(number.value());
    }
    if (literal instanceof Literal.Day day) {
      return LocalDate.parse(text).compareTo(day.value());
    }
    if (literal instanceof Literal.Flag flag) {
      return Boolean.compare(Boolean.parseBoolean(text), flag.value());
    }
    return text.compareTo(((Literal.Text) literal).value());
  }
}
