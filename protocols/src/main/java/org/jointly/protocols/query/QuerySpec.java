package org.jointly.protocols.query;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The question: which statistic, of whom, released under which rule.
 *
 * @param name for people; part of the signed question
 * @param statistic the statistic's name in the catalogue
 * @param cohort of whom
 * @param parameters what the statistic needs to know besides
 * @param release what must hold before anything is opened
 */
public record QuerySpec(
    String name,
    String statistic,
    Cohort cohort,
    SortedMap<String, ParameterValue> parameters,
    ReleaseRule release) {
  public QuerySpec {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }
}
