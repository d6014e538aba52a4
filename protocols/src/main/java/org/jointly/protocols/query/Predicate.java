package org.jointly.protocols.query;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which rows belong to the cohort: a closed algebra over the columns of one table, never an SQL string.
 *
 * <p>A comparison with a missing value is false, and so is its negation by {@code Comparison}; only {@link IsMissing}
 * finds missing values. {@link Not} is the complement: it holds for every row its operand does not hold for, those with
 * missing values included.
 *
 * <p>Constructors throw {@link InvalidQueryException} for a column name that is not one.
 */
public sealed interface Predicate {

  /** Every column the predicate reads. */
  default SortedSet<String> columns() {
    SortedSet<String> columns = new TreeSet<>();
    collect(this, columns);
    return columns;
  }

  private static void collect(Predicate predicate, SortedSet<String> columns) {
    if (predicate instanceof Compare compare) {
      columns.add(compare.column());
    } else if (predicate instanceof In in) {
      columns.add(in.column());
    } else if (predicate instanceof Between between) {
      columns.add(between.column());
    } else if (predicate instanceof IsMissing missing) {
      columns.add(missing.column());
    } else if (predicate instanceof StartsWith startsWith) {
      columns.add(startsWith.column());
    } else if (predicate instanceof And and) {
      and.parts().forEach(part -> collect(part, columns));
    } else if (predicate instanceof Or or) {
      or.parts().forEach(part -> collect(part, columns));
    } else if (predicate instanceof Not not) {
      collect(not.part(), columns);
    }
  }

  /** Every row. */
  record Everyone() implements Predicate {}

  record Compare(String column, Comparison comparison, Literal literal) implements Predicate {
    public Compare {
      Names.require("column", column);
    }
  }

  record In(String column, List<Literal> literals) implements Predicate {
    public In {
      Names.require("column", column);
      literals = List.copyOf(literals);
    }
  }

  /** Both ends included. */
  record Between(String column, Literal low, Literal high) implements Predicate {
    public Between {
      Names.require("column", column);
    }
  }

  record IsMissing(String column) implements Predicate {
    public IsMissing {
      Names.require("column", column);
    }
  }

  /** The column's text begins with the prefix, letter for letter. */
  record StartsWith(String column, String prefix) implements Predicate {
    public StartsWith {
      Names.require("column", column);
    }
  }

  /** True when empty. */
  record And(List<Predicate> parts) implements Predicate {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** False when empty. */
  record Or(List<Predicate> parts) implements Predicate {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(Predicate part) implements Predicate {}

  /** How a column is compared with a literal. */
  enum Comparison {
    EQUAL("equals"),
    NOT_EQUAL("not_equals"),
    LESS("less_than"),
    AT_MOST("at_most"),
    GREATER("greater_than"),
    AT_LEAST("at_least");

    private final String key;

    Comparison(String key) {
      this.key = key;
    }

    /** What it is called in a query file. */
    public String key() {
      return key;
    }

    public static List<String> keys() {
      return Stream.of(values()).map(Comparison::key).toList();
    }
  }
}
