package org.jointly.protocols.query;

import java.util.List;

/**
 * Which rows belong to the cohort: a closed algebra over the columns of one table, never an SQL string.
 *
 * <p>A comparison with a missing value is false, and so is its negation by {@code Comparison}; only {@link IsMissing}
 * finds missing values. {@link Not} is the complement: it holds for every row its operand does not hold for, those with
 * missing values included.
 */
public sealed interface Predicate {

  /** Every row. */
  record Everyone() implements Predicate {}

  record Compare(String column, Comparison comparison, Literal literal) implements Predicate {}

  record In(String column, List<Literal> literals) implements Predicate {
    public In {
      literals = List.copyOf(literals);
    }
  }

  /** Both ends included. */
  record Between(String column, Literal low, Literal high) implements Predicate {}

  record IsMissing(String column) implements Predicate {}

  /** The column's text begins with the prefix, letter for letter. */
  record StartsWith(String column, String prefix) implements Predicate {}

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
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST
  }
}
