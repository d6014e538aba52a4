package org.jointly.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.query.CodeHierarchy;

/**
 * Reads a hierarchy of codes: in each line a code and one above it, as {@link CsvRecords}, further columns left out. A header begins
 * with {@code code} or {@code child}. A code may be below several, in a line each; one that is below none may stand alone in a line.
 */
final class HierarchyFile {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_LINKS = 1_000_000;
  private static final int MAX_PROBLEMS = 10;

  private final String file;
  private final Problems problems;
  private final SortedMap<String, List<String>> children = new TreeMap<>();
  private final Map<List<String>, Integer> lines = new HashMap<>();

  private HierarchyFile(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The hierarchy; what is wrong with it becomes a problem, and nothing is read then. */
  static Optional<CodeHierarchy> read(Path file, Problems problems) {
    return Yaml.text(file, MAX_BYTES, problems)
        .flatMap(text -> new HierarchyFile(file.toString(), problems).hierarchy(new CsvRecords(text)));
  }

  private Optional<CodeHierarchy> hierarchy(CsvRecords records) {
    int before = problems.count();
    boolean first = true;
    while (records.hasNext() && problems.count() < before + MAX_PROBLEMS) {
      int line = records.line();
      List<String> link = records.next(2);
      boolean isHeader = first && (link.get(0).equalsIgnoreCase("code") || link.get(0).equalsIgnoreCase("child"));
      boolean isBlank = link.get(0).isEmpty() && link.get(1).isEmpty();
      first &= isBlank;
      if (!isHeader && !isBlank && !add(line, link)) {
        break;
      }
    }
    records.requireClosed(file, problems);
    if (children.isEmpty() && problems.count() == before) {
      problems.add(file, 0, "has no code; write a code and the one above it in each line: E75.2,E75");
    }
    CodeHierarchy hierarchy = new CodeHierarchy(children);
    if (problems.count() == before) {
      hierarchy.cyclic().ifPresent(code -> circle(hierarchy, code));
    }
    return problems.count() == before ? Optional.of(hierarchy) : Optional.empty();
  }

  /** Returns whether to read on. */
  private boolean add(int line, List<String> link) {
    String code = link.get(0);
    String above = link.get(1);
    Integer earlier = lines.putIfAbsent(link, line);
    if (code.isEmpty()) {
      problems.add(file, line, "has no code below " + Words.shown(above) + "; write code,code above it");
    } else if (code.equals(above)) {
      problems.add(file, line, "code " + Words.shown(code) + " is below itself; take the line out");
    } else if (earlier != null) {
      problems.add(file, line, "says what line " + earlier + " says; take one of them out");
    } else if (lines.size() > MAX_LINKS) {
      problems.add(file, line, "there are more than " + MAX_LINKS + " lines; keep those at and below the listed codes");
      return false;
    } else if (above.isEmpty()) {
      children.computeIfAbsent(code, unknown -> new ArrayList<>());
    } else {
      children.computeIfAbsent(above, unknown -> new ArrayList<>()).add(code);
    }
    return true;
  }

  private void circle(CodeHierarchy hierarchy, String code) {
    String next = hierarchy.children().get(code).stream()
        .filter(child -> hierarchy.below(child).contains(code))
        .findFirst()
        .orElseThrow();
    problems.add(file, lines.get(List.of(next, code)),
        "code " + Words.shown(code) + " is below itself, by way of " + Words.shown(next) + "; take one line of the circle out");
  }
}
