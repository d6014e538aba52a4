package org.jointly.protocols.query;

import java.util.Objects;

/**
 * The rows a query is about: one table of the sites' common vocabulary, and which of its rows.
 *
 * @throws InvalidQueryException if the table's name is not one
 */
public record Cohort(String table, Predicate where) {
  public Cohort {
    Names.require("table", table);
    Objects.requireNonNull(where);
  }
}
