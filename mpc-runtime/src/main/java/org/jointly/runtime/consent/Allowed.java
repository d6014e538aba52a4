package org.jointly.runtime.consent;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A clause that names what it allows, or says in words that it allows everything. */
public sealed interface Allowed {

  boolean allows(String name);

  /** What is allowed, for people. */
  String inWords();

  /** Whatever it is; a policy must say "all", it is never the default. */
  record All() implements Allowed {
    @Override
    public boolean allows(String name) {
      return true;
    }

    @Override
    public String inWords() {
      return "all";
    }
  }

  /** These and nothing else. */
  record Only(SortedSet<String> names) implements Allowed {
    public Only {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    public static Only of(Set<String> names) {
      return new Only(new TreeSet<>(names));
    }

    @Override
    public boolean allows(String name) {
      return names.contains(name);
    }

    @Override
    public String inWords() {
      return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
  }
}
