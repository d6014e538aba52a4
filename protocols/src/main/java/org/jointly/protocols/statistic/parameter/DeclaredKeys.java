package org.jointly.protocols.statistic.parameter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.Suggestion;
import org.jointly.protocols.statistic.Parameter;

/** The keys that a query may and must say of its statistic. */
record DeclaredKeys(String statistic, List<Parameter> declared) {
  private static final int KEY_CHARACTERS = 64;

  /** Keys that the statistic does not know, then those that are missing; not those that an unknown one was meant to be. */
  List<String> problems(Collection<String> given) {
    List<String> names = declared.stream().map(Parameter::name).toList();
    List<String> open = names.stream().filter(name -> !given.contains(name)).toList();
    List<String> problems = new ArrayList<>();
    Set<String> misspelt = new HashSet<>();
    given.stream().filter(key -> !names.contains(key)).forEach(key -> {
      problems.add(unknown(key, names));
      Suggestion.nearest(key, open).ifPresent(misspelt::add);
    });
    declared.stream()
        .filter(parameter -> parameter.required() && open.contains(parameter.name()) && !misspelt.contains(parameter.name()))
        .forEach(parameter -> problems.add(missing(parameter)));
    return problems;
  }

  private String unknown(String key, List<String> names) {
    String problem = plain(key) + ": " + statistic + " has no such parameter";
    return problem + (names.isEmpty() ? "; it takes none" : Suggestion.hint(key, names));
  }

  private static String plain(String key) {
    return Names.isPlain(key) && key.length() <= KEY_CHARACTERS ? key : Names.shown(key);
  }

  private static String missing(Parameter parameter) {
    return parameter.name() + ": is missing; write " + parameter.kind().label() + ", for example "
        + parameter.name() + ": " + parameter.example();
  }
}
