package org.jointly.benchmarks.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All there is to measure, in any length: {@code sort-10000} is {@code sort} of so many. */
final class Workloads {
  private static final Pattern NAME = Pattern.compile("(.+)-([1-9][0-9]{0,7})");
  private static final int MILLION = 1_000_000;
  private static final int HUNDRED_THOUSAND = 100_000;

  private static final List<Kind> KINDS =
      List.of(
          new Kind("multiply-61", length -> new Multiplications(false, 1, length), MILLION),
          new Kind("multiply-127", length -> new Multiplications(true, 1, length), MILLION),
          new Kind("multiply-61-chain", length -> new Multiplications(false, 10, length), HUNDRED_THOUSAND),
          new Kind("multiply-127-chain", length -> new Multiplications(true, 10, length), HUNDRED_THOUSAND),
          new Kind("compare-32", length -> new Comparisons(32, length), HUNDRED_THOUSAND),
          new Kind("compare-20", length -> new Comparisons(20, length), HUNDRED_THOUSAND),
          new Kind("threshold-count", ThresholdCount::new, 1_000, HUNDRED_THOUSAND),
          new Kind("inner-product", InnerProduct::new, MILLION),
          new Kind("input", Inputs::new, HUNDRED_THOUSAND),
          new Kind("sort", Sort::new, 10_000));

  private Workloads() {}

  /** @param usual the lengths that are measured unless others are asked for */
  private record Kind(String name, IntFunction<Workload> of, int... usual) {
    Workload ofLength(int length) {
      return of.apply(length);
    }

    Stream<String> usualNames() {
      return Arrays.stream(usual).mapToObj(length -> name + "-" + length);
    }
  }

  /** Of suites that make them. */
  private static final List<Kind> MATERIAL =
      List.of(
          new Kind("triples-61", count -> new TripleMaking(false, count), 1 << 13),
          new Kind("triples-127", count -> new TripleMaking(true, count), 1 << 13));

  static List<String> names() {
    return KINDS.stream().flatMap(Kind::usualNames).toList();
  }

  /**
   * @param name with a length, or without for the kind's first usual one
   * @throws IllegalArgumentException naming those that exist, if none has this name
   */
  static Workload named(String name) {
    Matcher withLength = NAME.matcher(name);
    return kind(name)
        .map(kind -> kind.ofLength(kind.usual()[0]))
        .or(() -> withLength.matches()
            ? kind(withLength.group(1)).map(kind -> kind.ofLength(Integer.parseInt(withLength.group(2))))
            : Optional.empty())
        .orElseThrow(() -> new IllegalArgumentException("no workload " + name + "; there are " + names() + ", each in other lengths, too"));
  }

  private static Optional<Kind> kind(String name) {
    return Stream.concat(KINDS.stream(), MATERIAL.stream()).filter(kind -> kind.name().equals(name)).findFirst();
  }
}
