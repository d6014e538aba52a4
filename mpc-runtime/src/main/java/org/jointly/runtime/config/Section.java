package org.jointly.runtime.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jointly.protocols.query.Suggestion;
import org.jointly.runtime.config.YamlNode.Entry;
import org.jointly.runtime.config.YamlNode.Items;
import org.jointly.runtime.config.YamlNode.Mapping;
import org.jointly.runtime.config.YamlNode.Scalar;

/**
 * A mapping of a file, read key by key: what is wrong becomes a problem and the reading goes on, with an empty value or a
 * stand-in. {@link #done} complains about keys that are missing and keys that nobody asked for; every reader ends with it.
 */
final class Section {
  private final Problems problems;
  private final int line;
  private final Map<String, Entry> entries;
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, String> absent = new LinkedHashMap<>();

  private Section(Problems problems, int line, Map<String, Entry> entries) {
    this.problems = problems;
    this.line = line;
    this.entries = entries;
  }

  /** The section that a node is; an empty one, and a problem, if it is none. */
  static Section of(YamlNode node, String name, Problems problems) {
    if (node instanceof Mapping mapping) {
      return new Section(problems, mapping.line(), mapping.entries());
    }
    problems.add(node.line(), name + ": got " + node.inWords() + "; write keys and values, one \"key: value\" a line");
    return new Section(problems, node.line(), Map.of()).closed();
  }

  private boolean closed;

  /** Has nothing to say about keys that are missing: there are none to begin with. */
  private Section closed() {
    closed = true;
    return this;
  }

  int line() {
    return line;
  }

  /** The line of a key; the section's own if there is no such key. */
  int line(String key) {
    Entry entry = entries.get(key);
    return entry == null ? line : entry.line();
  }

  Problems problems() {
    return problems;
  }

  boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /** The keys in the order of the file, known or not. */
  Set<String> keys() {
    return entries.keySet();
  }

  void problem(String key, String message) {
    problems.add(line(key), key + ": " + message);
  }

  /** The value of a key, whatever it is. */
  Optional<YamlNode> optional(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /**
   * The value of a key that must be there.
   *
   * @param example what to write if it is not
   */
  Optional<YamlNode> required(String key, String example) {
    Optional<YamlNode> node = optional(key);
    if (node.isEmpty() && !closed) {
      absent.put(key, example);
    }
    return node;
  }

  Optional<String> text(String key, String example) {
    return required(key, example).flatMap(node -> text(key, node, example));
  }

  Optional<String> optionalText(String key, String example) {
    return optional(key).flatMap(node -> text(key, node, example));
  }

  /** The value as text, exactly as written. */
  Optional<String> text(String key, YamlNode node, String example) {
    if (node instanceof Scalar scalar && !scalar.isEmpty()) {
      return Optional.of(scalar.text());
    }
    return wrong(key, node, example);
  }

  private <T> Optional<T> wrong(String key, YamlNode node, String example) {
    problems.add(node.line(), key + ": got " + node.inWords() + "; write for example \"" + key + ": " + example + "\"");
    return Optional.empty();
  }

  /** A whole number in a range. */
  long number(String key, long low, long high, Optional<Long> ifAbsent) {
    String example = String.valueOf(ifAbsent.orElse(low));
    Optional<YamlNode> node = ifAbsent.isPresent() ? optional(key) : required(key, example);
    return node.flatMap(value -> whole(key, value, low, high)).orElse(ifAbsent.orElse(low));
  }

  private Optional<Long> whole(String key, YamlNode node, long low, long high) {
    if (node instanceof Scalar scalar) {
      Optional<BigDecimal> number = Scalars.number(scalar);
      if (number.isPresent() && number.get().compareTo(BigDecimal.valueOf(low)) >= 0
          && number.get().compareTo(BigDecimal.valueOf(high)) <= 0
          && number.get().stripTrailingZeros().scale() <= 0) {
        return Optional.of(number.get().longValueExact());
      }
    }
    problems.add(node.line(), key + ": got " + node.inWords() + "; write a whole number " + (high == Long.MAX_VALUE ? "that is " + low + " or more" : "from " + low + " to " + high));
    return Optional.empty();
  }

  /** A word for one of several things. */
  <T> Optional<T> choice(String key, Map<String, T> choices, Optional<T> ifAbsent) {
    String example = choices.keySet().iterator().next();
    Optional<YamlNode> node = ifAbsent.isPresent() ? optional(key) : required(key, example);
    if (node.isEmpty()) {
      return ifAbsent;
    }
    return text(key, node.get(), example).flatMap(word -> {
      if (!choices.containsKey(word)) {
        problems.add(node.get().line(), key + ": got " + Words.shown(word) + Suggestion.hint(word, choices.keySet()));
      }
      return Optional.ofNullable(choices.get(word));
    });
  }

  /** What a constructor makes of a text; its complaint becomes a problem. */
  <T> Optional<T> made(String key, String example, Function<String, T> maker) {
    return required(key, example).flatMap(node -> text(key, node, example).flatMap(text -> made(key, node.line(), text, maker)));
  }

  <T> Optional<T> made(String key, int atLine, String text, Function<String, T> maker) {
    try {
      return Optional.of(maker.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(atLine, key + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A path, relative to a folder. */
  Optional<Path> path(String key, Path folder, String example) {
    return required(key, example).flatMap(node -> path(key, node, folder, example));
  }

  Optional<Path> path(String key, YamlNode node, Path folder, String example) {
    return text(key, node, example).flatMap(text -> {
      try {
        return Optional.of(folder.resolve(text).normalize());
      } catch (InvalidPathException e) {
        return wrong(key, node, example);
      }
    });
  }

  /** The nodes of a list; a single value counts as a list of one. */
  List<YamlNode> list(String key, YamlNode node) {
    if (node instanceof Items items) {
      if (items.nodes().isEmpty()) {
        problems.add(node.line(), key + ": the list is empty; write at least one");
      }
      return items.nodes();
    }
    return List.of(node);
  }

  /** The texts of a list; several without brackets would be one text with commas in it, and nobody would notice. */
  List<String> texts(String key, YamlNode node, String example) {
    if (node instanceof Scalar scalar && !scalar.quoted() && scalar.text().contains(",")) {
      problems.add(node.line(), key + ": got " + node.inWords() + "; write a list such as " + example + ", or one text in quotes");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    list(key, node).forEach(item -> text(key, item, example).ifPresent(texts::add));
    return texts;
  }

  /** A section below this one. */
  Optional<Section> section(String key, String example) {
    return required(key, example).map(node -> of(node, key, problems));
  }

  Optional<Section> optionalSection(String key) {
    return optional(key).map(node -> of(node, key, problems));
  }

  /** Sections by name, in the order of the file. */
  Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    entries.forEach((key, entry) -> {
      known.add(key);
      sections.put(key, of(entry.value(), key, problems));
    });
    return sections;
  }

  /** Complains about every key that must be there and is not, and about every key that nobody asked for. */
  void done() {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        List<String> open = known.stream().filter(other -> !entries.containsKey(other)).toList();
        Suggestion.nearest(key, open).ifPresent(absent::remove);
        problems.add(entry.line(), key + ": there is no such key here" + Suggestion.hint(key, open.isEmpty() ? known : open));
      }
    });
    missing();
  }

  /** Complains about every key that must be there and is not. */
  void missing() {
    absent.forEach((key, example) ->
        problems.add(line, "has no " + key + "; write for example \"" + key + ": " + example + "\""));
    absent.clear();
  }

  /** Complains about a key that looks like one that must be there and is not. */
  boolean isSlip(String key) {
    Optional<String> meant = Suggestion.nearest(key, absent.keySet());
    meant.ifPresent(name -> {
      absent.remove(name);
      problem(key, "there is no such key here; did you mean " + name + "?");
    });
    return meant.isPresent();
  }
}
