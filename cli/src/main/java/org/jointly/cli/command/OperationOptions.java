package org.jointly.cli.command;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeMap;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import picocli.CommandLine.Option;

/** {@code --length} and {@code --bits}: of a single operation that is profiled. */
final class OperationOptions {
  private static final String NOTHING = "nothing";
  private static final long USUAL_LENGTH = 1000;
  private static final long USUAL_BITS = 16;

  @Option(names = "--length", paramLabel = "N", description = "Of an operation's vectors (default: 1000).")
  private Optional<Long> length = Optional.empty();

  @Option(names = "--bits", paramLabel = "N", description = "Of the numbers of an operation (default: 16).")
  private Optional<Long> bits = Optional.empty();

  boolean isGiven() {
    return length.isPresent() || bits.isPresent();
  }

  /** For the title. */
  String size() {
    return " of " + length.orElse(USUAL_LENGTH) + " elements, " + bits.orElse(USUAL_BITS) + " bits";
  }

  /** The operation as a question about no table. */
  QuerySpec spec(String name) {
    TreeMap<String, ParameterValue> parameters = new TreeMap<>();
    parameters.put("operation", new ParameterValue.Text(name));
    length.ifPresent(number -> parameters.put("length", number(number)));
    bits.ifPresent(number -> parameters.put("bits", number(number)));
    ReleaseRule rule =
        new ReleaseRule(0, 1, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE);
    return new QuerySpec(
        name, "primitive", new Cohort(NOTHING, new Predicate.Everyone()), parameters, rule);
  }

  private static ParameterValue number(long number) {
    return new ParameterValue.Number(BigDecimal.valueOf(number));
  }
}
