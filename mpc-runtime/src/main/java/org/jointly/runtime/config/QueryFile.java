package org.jointly.runtime.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;

/**
 * A question, and where in its file each of its keys stands.
 *
 * <pre>
 * name: Rare diseases seen at three hospitals
 * statistic: counts-by-code
 * cohort:
 *   table: diagnoses
 *   where:                         # may be left out: everyone; see Conditions
 *     - {column: age, at_least: 18}
 * column: code                     # what the statistic needs to know stands beside these keys
 * codes: [E75.2, E76.1]            # or codes_file: codes.csv
 * release:
 *   minimum_count: 11
 *   minimum_sites: 1               # may be left out: 1
 *   noise: none                    # may be left out: none
 *   largest_count_per_site: 300000 # may be left out: 300000
 * </pre>
 *
 * <p>{@code hierarchy: hierarchy.csv} names a file that says what is below the codes; what it has at and below the listed ones
 * becomes part of the question. Files are looked for beside the query.
 *
 * <p>Codes, in {@code codes} or a file, are text as written: 007.0 and 1E50 stay what they are, with quotes or without.
 *
 * @param file as it was named
 * @param lines per key (also those below cohort and release, and by path those below a parameter) its line
 */
public record QueryFile(Path file, QuerySpec spec, Map<String, Integer> lines) {
  public QueryFile {
    lines = Map.copyOf(lines);
  }

  /** @throws InvalidConfiguration with every problem of the file */
  public static QueryFile read(Path file) {
    return read(file, spec -> {});
  }

  /**
   * A question, or everything that is wrong with it.
   *
   * @param planning what would be done with the question next; tried out, with stand-ins for what cannot be read, when there are
   *     problems anyway: what it says then (an {@link InvalidQueryException}) is said with the rest
   * @throws InvalidConfiguration with every problem of the file
   */
  public static QueryFile read(Path file, Consumer<QuerySpec> planning) {
    return QueryReader.read(file, planning);
  }

  /** The problems a planner has with this question, each with its line where it names a key. */
  public InvalidConfiguration located(InvalidQueryException problems) {
    return new InvalidConfiguration(
        problems.problems().stream().map(problem -> located(file, lines, problem)).toList());
  }

  /** The line is that of the longest beginning of the path which the file has: {@code predictors[2].low}, or as much of it. */
  static Problem located(Path file, Map<String, Integer> lines, String problem) {
    String path = problem.split(":", 2)[0];
    while (!path.isEmpty() && !lines.containsKey(path)) {
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
    return new Problem(file.toString(), lines.getOrDefault(path, 0), problem);
  }

  /** The key that a problem begins with. */
  static String keyOf(String problem) {
    return problem.split("[:.\\[]", 2)[0];
  }
}
