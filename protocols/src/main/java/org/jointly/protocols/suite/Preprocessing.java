package org.jointly.protocols.suite;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The correlated randomness that a party used up: what a suite with a preprocessing phase must have in store.
 *
 * @param used how many pieces of each kind, such as {@code triples}; a kind that was not needed is absent
 */
public record Preprocessing(SortedMap<String, Long> used) {

  /** Of a suite that makes all its randomness on the way. */
  public static final Preprocessing NONE = new Preprocessing(new TreeMap<>());

  public Preprocessing {
    used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
  }
}
