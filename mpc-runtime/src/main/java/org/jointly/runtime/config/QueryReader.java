package org.jointly.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jointly.protocols.query.CodeHierarchy;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.runtime.config.YamlNode.Items;
import org.jointly.runtime.config.YamlNode.Mapping;
import org.jointly.runtime.config.YamlNode.Scalar;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;

/** Reads one query file; {@link QueryFile} shows what it looks like. */
final class QueryReader {
  private static final int MAX_BYTES = 16 << 20;
  private static final List<String> REQUIRED = List.of("name", "statistic", "cohort", "release");
  private static final String STAND_IN = "unreadable";
  private static final Cohort NOBODY_IN_PARTICULAR = new Cohort(STAND_IN, new Predicate.Everyone());
  private static final ReleaseRule ANY_RULE =
      new ReleaseRule(1, 1, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE);
  private static final String CODES = "codes";
  private static final String CODES_FILE = "codes_file";
  private static final String HIERARCHY = "hierarchy";

  private final Path file;
  private final Problems problems;
  private final Map<String, Integer> lines = new HashMap<>();

  private QueryReader(Path file) {
    this.file = file;
    this.problems = new Problems(file.toString());
  }

  static QueryFile read(Path file, Consumer<QuerySpec> planning) {
    QueryReader reader = new QueryReader(file);
    Optional<QuerySpec> spec =
        Yaml.read(file, MAX_BYTES, reader.problems)
            .flatMap(node -> reader.spec(Section.of(node, "query", reader.problems), planning));
    reader.problems.throwIfAny();
    return new QueryFile(file, spec.orElseThrow(), reader.lines);
  }

  private Optional<QuerySpec> spec(Section root, Consumer<QuerySpec> planning) {
    note(root);
    Optional<String> name = root.text("name", "Rare diseases seen at three hospitals");
    Optional<String> statistic = root.text("statistic", "counts-by-code");
    Optional<Cohort> cohort = root.section("cohort", "{table: diagnoses}").flatMap(this::cohort);
    Optional<ReleaseRule> release = root.section("release", "{minimum_count: 11}").flatMap(this::release);
    SortedMap<String, ParameterValue> parameters = parameters(root);
    if (problems.any()) {
      statistic.ifPresent(known -> plan(
          root,
          () -> new QuerySpec(name.orElse(STAND_IN), known, cohort.orElse(NOBODY_IN_PARTICULAR), parameters, release.orElse(ANY_RULE)),
          parameters.keySet(),
          planning));
      return Optional.empty();
    }
    return made(() ->
        new QuerySpec(name.orElseThrow(), statistic.orElseThrow(), cohort.orElseThrow(), parameters, release.orElseThrow()));
  }

  /** Adds what a planner has to say about the parameters; a parameter that could not be read has been complained about. */
  private void plan(Section root, Supplier<QuerySpec> question, Set<String> parameters, Consumer<QuerySpec> planning) {
    try {
      planning.accept(question.get());
    } catch (InvalidQueryException e) {
      for (String complaint : e.problems()) {
        String key = QueryFile.keyOf(complaint);
        boolean written = root.keys().contains(key) || key.equals(CODES) && root.keys().contains(CODES_FILE);
        if (!written || REQUIRED.contains(key) || parameters.contains(key)) {
          Problem located = QueryFile.located(file, lines, complaint);
          problems.add(located.line(), located.message());
        }
      }
    }
  }

  private void note(Section section) {
    section.keys().forEach(key -> lines.putIfAbsent(key, section.line(key)));
  }

  /** What a constructor makes; each of its complaints gets the line of the key it begins with. */
  private <T> Optional<T> made(Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (InvalidQueryException e) {
      for (String complaint : e.problems()) {
        Problem located = QueryFile.located(file, lines, complaint);
        problems.add(located.line(), located.message());
      }
      return Optional.empty();
    }
  }

  private Optional<Cohort> cohort(Section section) {
    note(section);
    Optional<String> table = section.text("table", "diagnoses");
    Predicate where =
        section.optional("where")
            .map(node -> new Conditions(problems).read("where", node))
            .map(parts -> parts.size() == 1 ? parts.get(0) : new Predicate.And(parts))
            .orElseGet(Predicate.Everyone::new);
    section.done();
    return table.flatMap(name -> made(() -> new Cohort(name, where)));
  }

  private Optional<ReleaseRule> release(Section section) {
    note(section);
    int before = problems.count();
    long count = section.number("minimum_count", 0, Long.MAX_VALUE, Optional.empty());
    long sites = section.number("minimum_sites", 1, Integer.MAX_VALUE, Optional.of(1L));
    long largest =
        section.number(
            "largest_count_per_site", 1, Long.MAX_VALUE, Optional.of(ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE));
    Map<String, ReleaseRule.Noise> noises = new LinkedHashMap<>();
    noises.put("none", new ReleaseRule.Noise.None());
    ReleaseRule.Noise noise =
        section.choice("noise", noises, Optional.of(new ReleaseRule.Noise.None())).orElseGet(ReleaseRule.Noise.None::new);
    section.done();
    return problems.count() > before
        ? Optional.empty()
        : made(() -> new ReleaseRule(count, (int) sites, noise, largest));
  }

  /** Every key that is not ours belongs to the statistic, unless it looks like one of ours that is missing. */
  private SortedMap<String, ParameterValue> parameters(Section root) {
    SortedMap<String, ParameterValue> parameters = new TreeMap<>();
    List<CodeHierarchy> hierarchies = new ArrayList<>();
    for (String key : root.keys()) {
      if (REQUIRED.contains(key)) {
        continue;
      }
      YamlNode node = root.optional(key).orElseThrow();
      if (root.isSlip(key)) {
        continue;
      }
      if (key.equals(CODES_FILE)) {
        codesFile(root, node).ifPresent(codes -> parameters.put(CODES, codes));
      } else if (key.equals(CODES)) {
        parameters.put(CODES, codes(root, node));
      } else if (key.equals(HIERARCHY) && node instanceof Scalar) {
        hierarchy(root, node).ifPresent(hierarchies::add);
      } else {
        value(key, node).ifPresent(value -> parameters.put(key, value));
      }
    }
    root.missing();
    hierarchies.forEach(hierarchy -> parameters.put(HIERARCHY, hierarchy.at(listed(parameters)).toParameter()));
    return parameters;
  }

  private Optional<ParameterValue> codesFile(Section root, YamlNode node) {
    if (root.keys().contains(CODES)) {
      root.problem(CODES_FILE, "stands beside codes; write one of them");
      return Optional.empty();
    }
    lines.put(CODES, root.line(CODES_FILE));
    return root.path(CODES_FILE, node, file.toAbsolutePath().getParent(), "codes.csv")
        .map(path -> texts(CodesFile.read(path, problems)));
  }

  private Optional<CodeHierarchy> hierarchy(Section root, YamlNode node) {
    return root.path(HIERARCHY, node, file.toAbsolutePath().getParent(), "hierarchy.csv")
        .flatMap(path -> HierarchyFile.read(path, problems));
  }

  /** The codes that the question is about: of a hierarchy, no more need travel than there is at and below them. */
  private static List<String> listed(SortedMap<String, ParameterValue> parameters) {
    return parameters.get(CODES) instanceof ParameterValue.Items items
        ? items.values().stream()
            .flatMap(item -> item instanceof ParameterValue.Text text ? Stream.of(text.value()) : Stream.empty())
            .toList()
        : List.of();
  }

  private ParameterValue codes(Section root, YamlNode node) {
    return texts(root.texts(CODES, node, "[E75.2, E76.1]"));
  }

  private static ParameterValue texts(List<String> texts) {
    return new ParameterValue.Items(texts.stream().<ParameterValue>map(ParameterValue.Text::new).toList());
  }

  /** The tree as it is written; dates are text, for no statistic takes one. */
  private Optional<ParameterValue> value(String key, YamlNode node) {
    if (node instanceof Items items) {
      List<ParameterValue> values = new ArrayList<>();
      for (int i = 0; i < items.nodes().size(); i++) {
        String path = key + "[" + (i + 1) + "]";
        lines.put(path, items.nodes().get(i).line());
        value(path, items.nodes().get(i)).ifPresent(values::add);
      }
      return Optional.of(new ParameterValue.Items(values));
    }
    if (node instanceof Mapping mapping) {
      SortedMap<String, ParameterValue> fields = new TreeMap<>();
      mapping.entries().forEach((name, entry) -> {
        lines.put(key + "." + name, entry.line());
        value(key + "." + name, entry.value()).ifPresent(value -> fields.put(name, value));
      });
      return Optional.of(new ParameterValue.Fields(fields));
    }
    Scalar scalar = (Scalar) node;
    if (scalar.isEmpty()) {
      problems.add(scalar.line(), key + ": got nothing; write a value, or leave the key out");
      return Optional.empty();
    }
    return Scalars.number(scalar).<ParameterValue>map(ParameterValue.Number::new)
        .or(() -> Scalars.flag(scalar).map(ParameterValue.Flag::new))
        .or(() -> Optional.of(new ParameterValue.Text(scalar.text())));
  }
}
