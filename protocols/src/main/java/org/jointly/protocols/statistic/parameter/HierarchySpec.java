package org.jointly.protocols.statistic.parameter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jointly.protocols.query.CodeHierarchy;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.statistic.Parameter;

/** A hierarchy of codes in a query, as {@link CodeHierarchy#toParameter} writes it. */
final class HierarchySpec {
  private static final int MOST_PROBLEMS = 10;

  private HierarchySpec() {}

  /** @param listed codes that must be in it */
  static Optional<CodeHierarchy> read(
      Parameter parameter, ParameterValue value, List<String> listed, List<String> problems) {
    Optional<CodeHierarchy> hierarchy = CodeHierarchy.of(value);
    int before = problems.size();
    if (hierarchy.isEmpty()) {
      problems.add(parameter.name() + ": holds no codes; write " + parameter.kind().label() + ", for example " + parameter.example());
    }
    hierarchy.ifPresent(codes -> check(parameter.name(), codes, listed, problems));
    return hierarchy.filter(codes -> problems.size() == before);
  }

  private static void check(String name, CodeHierarchy hierarchy, List<String> listed, List<String> problems) {
    if (hierarchy.links() > CodeHierarchy.MAXIMUM_LINKS) {
      problems.add(name + ": has " + hierarchy.links() + " links below the listed codes; at most " + CodeHierarchy.MAXIMUM_LINKS
          + " fit into one question: list narrower codes");
      return;
    }
    Set<String> known = hierarchy.codes();
    known.stream().filter(code -> !WordList.isWord(code)).findFirst().ifPresent(code ->
        problems.add(name + ": got " + Names.shown(code) + "; write codes of 1 to " + WordList.MAXIMUM_CHARACTERS
            + " characters without spaces around them"));
    hierarchy.cyclic().ifPresent(code ->
        problems.add(name + ": code " + Names.shown(code) + " is below itself; take one link of the circle out"));
    listed.stream().filter(code -> !known.contains(code)).limit(MOST_PROBLEMS).forEach(code ->
        problems.add(name + ": does not have code " + Names.shown(code) + "; add it, on a line by itself if nothing is above it, or take it out of codes"));
  }
}
