package org.jointly.protocols.query;

/** The rows a query is about: one table of the sites' common vocabulary, and which of its rows. */
public record Cohort(String table, Predicate where) {}
