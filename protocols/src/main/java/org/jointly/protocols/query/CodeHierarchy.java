package org.jointly.protocols.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which codes are kinds of which: E75.2 of E75. Public, and part of the signed question.
 *
 * @param children by code the codes directly below it; a code may be below several, and one that is below none and has none below
 *     it is there with an empty list
 */
public record CodeHierarchy(SortedMap<String, List<String>> children) {
  /** The most links that a question may have: pairs of a code and one directly below it. */
  public static final int MAXIMUM_LINKS = 100_000;

  public CodeHierarchy {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    children.forEach((code, below) -> copy.put(code, List.copyOf(below)));
    children = Collections.unmodifiableSortedMap(copy);
  }

  /** How many pairs there are of a code and one directly below it. */
  public long links() {
    return children.values().stream().mapToLong(List::size).sum();
  }

  /** All codes there are. */
  public Set<String> codes() {
    Set<String> codes = new HashSet<>(children.keySet());
    children.values().forEach(codes::addAll);
    return codes;
  }

  /** A code and all below it, each once, however many ways lead there. */
  public Set<String> below(String code) {
    Set<String> seen = new HashSet<>(Set.of(code));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (String child : children.getOrDefault(open.pop(), List.of())) {
        if (seen.add(child)) {
          open.push(child);
        }
      }
    }
    return seen;
  }

  /** A code that is below itself; empty if there is none, as it should be. */
  public Optional<String> cyclic() {
    Map<String, Integer> parents = new HashMap<>();
    children.values().forEach(below -> below.forEach(child -> parents.merge(child, 1, Integer::sum)));
    Deque<String> free = new ArrayDeque<>(children.keySet().stream().filter(code -> !parents.containsKey(code)).toList());
    while (!free.isEmpty()) {
      for (String child : children.getOrDefault(free.pop(), List.of())) {
        if (parents.merge(child, -1, Integer::sum) == 0) {
          free.push(child);
        }
      }
    }
    return onCycle(children.keySet().stream().filter(code -> parents.getOrDefault(code, 0) > 0).toList());
  }

  /**
   * The code that one comes back to on the way up from the first of some; empty if there are none.
   *
   * @param left each directly below one of them
   */
  private Optional<String> onCycle(List<String> left) {
    Map<String, String> above = new HashMap<>();
    left.forEach(code -> children.get(code).forEach(child -> above.putIfAbsent(child, code)));
    Set<String> met = new HashSet<>();
    Optional<String> at = left.stream().findFirst();
    while (at.isPresent() && met.add(at.get())) {
      at = Optional.of(above.get(at.get()));
    }
    return at;
  }

  /** What there is of it at these codes and below them: all that a question about them needs. Codes it does not have are left out. */
  public CodeHierarchy at(Collection<String> listed) {
    Set<String> known = codes();
    SortedMap<String, List<String>> part = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(listed.stream().filter(known::contains).toList());
    open.forEach(code -> part.put(code, children.getOrDefault(code, List.of())));
    while (!open.isEmpty()) {
      for (String child : part.getOrDefault(open.pop(), List.of())) {
        if (children.containsKey(child) && part.putIfAbsent(child, children.get(child)) == null) {
          open.push(child);
        }
      }
    }
    return new CodeHierarchy(part);
  }

  /** As a parameter of a question: keys are codes, and each has the list of those below it. */
  public ParameterValue toParameter() {
    SortedMap<String, ParameterValue> fields = new TreeMap<>();
    children.forEach((code, below) ->
        fields.put(code, new ParameterValue.Items(below.stream().<ParameterValue>map(ParameterValue.Text::new).toList())));
    return new ParameterValue.Fields(fields);
  }

  /** The hierarchy that a parameter spells; empty if it spells none. */
  public static Optional<CodeHierarchy> of(ParameterValue parameter) {
    if (!(parameter instanceof ParameterValue.Fields fields)) {
      return Optional.empty();
    }
    SortedMap<String, List<String>> children = new TreeMap<>();
    for (Map.Entry<String, ParameterValue> entry : fields.values().entrySet()) {
      List<String> below = new ArrayList<>();
      if (!(entry.getValue() instanceof ParameterValue.Items items)) {
        return Optional.empty();
      }
      for (ParameterValue item : items.values()) {
        if (!(item instanceof ParameterValue.Text text)) {
          return Optional.empty();
        }
        below.add(text.value());
      }
      children.put(entry.getKey(), below);
    }
    return Optional.of(new CodeHierarchy(children));
  }
}
