package org.jointly.runtime.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.runtime.config.YamlNode.Scalar;
import org.jointly.runtime.consent.Allowed;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.consent.SiteBounds;
import org.jointly.runtime.consent.SiteBounds.Range;
import org.jointly.runtime.party.AnalystId;

/**
 * Reads a site's policy.
 *
 * <pre>
 * analysts: [maria]                    # or: all
 * statistics: [cohort-count, mean]     # or: all
 * tables:
 *   diagnoses: [code, age]             # the columns a query may read, or: all
 * smallest_minimum_count: 11
 * smallest_minimum_sites: 1            # may be left out: 1
 * maximum_codes: 5000                  # may be left out: 100000
 * most_queries_per_day: 100            # of one analyst; may be left out: as many as come
 * smallest_largest_count: 300000       # may be left out: 300000
 * bounds:                              # may be left out: a column that is not there may be asked about with any low and high
 *   patients: {age: [0, 120], sex: names}    # names: its values may be counted, not read as numbers
 * </pre>
 */
public final class PolicyFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final long MAX_COUNT = 1L << 40;
  private static final long MAX_SITES = 1000;
  private static final long MAX_CODES = 100_000;
  private static final long MAX_QUERIES = 1_000_000;

  private static final String MOST_QUERIES = "most_queries_per_day";

  private PolicyFile() {}

  /** @throws org.jointly.runtime.fault.InvalidConfiguration with every problem of the file */
  public static ConsentPolicy read(Path file) {
    Problems problems = new Problems(file.toString());
    Optional<ConsentPolicy> policy =
        Yaml.read(file, MAX_BYTES, problems)
            .map(node -> policy(file.getFileName().toString(), Section.of(node, "policy", problems)));
    problems.throwIfAny();
    return policy.orElseThrow();
  }

  private static ConsentPolicy policy(String name, Section root) {
    Allowed analysts = allowed(root, "analysts", "[maria]");
    if (analysts instanceof Allowed.Only only) {
      only.names().forEach(analyst -> root.made("analysts", root.line("analysts"), analyst, AnalystId::new));
    }
    ConsentPolicy policy =
        new ConsentPolicy(
            name,
            analysts,
            allowed(root, "statistics", "[cohort-count, counts-by-code]"),
            tables(root),
            root.number("smallest_minimum_count", 0, MAX_COUNT, Optional.empty()),
            (int) root.number("smallest_minimum_sites", 1, MAX_SITES, Optional.of(1L)),
            (int) root.number("maximum_codes", 1, MAX_CODES, Optional.of(MAX_CODES)),
            bounds(root),
            mostQueriesPerDay(root));
    root.done();
    return policy;
  }

  private static Map<String, Allowed> tables(Section root) {
    Map<String, Allowed> tables = new LinkedHashMap<>();
    root.section("tables", "{diagnoses: [code, age]}").ifPresent(section -> {
      for (String table : section.keys()) {
        Names.problem("tables", table).ifPresent(problem -> section.problems().add(section.line(table), problem));
        Allowed columns = allowed(section, table, "[code, age]");
        if (columns instanceof Allowed.Only only) {
          only.names().forEach(column ->
              Names.problem(table, column).ifPresent(problem -> section.problems().add(section.line(table), problem)));
        }
        tables.put(table, columns);
      }
    });
    return tables;
  }

  private static OptionalInt mostQueriesPerDay(Section root) {
    return root.has(MOST_QUERIES)
        ? OptionalInt.of((int) root.number(MOST_QUERIES, 1, MAX_QUERIES, Optional.of(1L)))
        : OptionalInt.empty();
  }

  private static SiteBounds bounds(Section root) {
    long largest =
        root.number("smallest_largest_count", 1, MAX_COUNT, Optional.of(ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE));
    Map<String, Map<String, Range>> ranges = new LinkedHashMap<>();
    Map<String, Set<String>> names = new LinkedHashMap<>();
    root.optionalSection("bounds").ifPresent(bounds -> bounds.sections().forEach((table, section) -> {
      Map<String, Range> columns = new LinkedHashMap<>();
      Set<String> named = new TreeSet<>();
      for (String column : section.keys()) {
        if (isNames(section, column)) {
          named.add(column);
        } else {
          range(section, column).ifPresent(range -> columns.put(column, range));
        }
      }
      ranges.put(table, columns);
      names.put(table, named);
    }));
    return new SiteBounds(largest, ranges, names);
  }

  private static boolean isNames(Section section, String column) {
    return section.optional(column).orElseThrow() instanceof Scalar scalar && !scalar.quoted() && scalar.text().equals("names");
  }

  private static Optional<Range> range(Section section, String column) {
    YamlNode node = section.optional(column).orElseThrow();
    List<BigDecimal> numbers = node instanceof YamlNode.Items items
        ? items.nodes().stream().flatMap(item -> number(item).stream()).toList()
        : List.of();
    if (numbers.size() != 2 || ((YamlNode.Items) node).nodes().size() != 2) {
      section.problem(column, "got " + node.inWords() + "; write the lowest and the highest value there can be, such as [0, 120], or names");
      return Optional.empty();
    }
    return section.made(column, node.line(), column, ignored -> new Range(numbers.get(0), numbers.get(1)));
  }

  private static Optional<BigDecimal> number(YamlNode node) {
    return node instanceof Scalar scalar ? Scalars.number(scalar) : Optional.empty();
  }

  private static Allowed allowed(Section section, String key, String example) {
    return section.required(key, example).map(node -> {
      if (node instanceof Scalar scalar && !scalar.quoted() && scalar.text().equals("all")) {
        return new Allowed.All();
      }
      if (!(node instanceof YamlNode.Items)) {
        section.problem(key, "got " + node.inWords() + "; write a list such as " + example + ", or all");
        return new Allowed.Only(new TreeSet<>());
      }
      return new Allowed.Only(new TreeSet<>(section.texts(key, node, example)));
    }).orElseGet(() -> new Allowed.Only(new TreeSet<>()));
  }
}
