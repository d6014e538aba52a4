package org.jointly.benchmarks.process;

import java.util.List;

/** All there is to measure. */
final class Workloads {
  /** Followed by how many. */
  private static final String CODES = "threshold-count-";

  private static final int MILLION = 1_000_000;
  private static final int HUNDRED_THOUSAND = 100_000;

  private static final List<Workload> ALL =
      List.of(
          new Multiplications(false, 1, MILLION),
          new Multiplications(true, 1, MILLION),
          new Multiplications(false, 10, HUNDRED_THOUSAND),
          new Multiplications(true, 10, HUNDRED_THOUSAND),
          new Comparisons(32, HUNDRED_THOUSAND),
          new Comparisons(20, HUNDRED_THOUSAND),
          new ThresholdCount(1_000),
          new ThresholdCount(HUNDRED_THOUSAND),
          new InnerProduct(MILLION),
          new Inputs(HUNDRED_THOUSAND),
          new Sort(10_000));

  private Workloads() {}

  static List<String> names() {
    return ALL.stream().map(Workload::name).toList();
  }

  /** @throws IllegalArgumentException naming those that exist, if none has this name */
  static Workload named(String name) {
    if (name.matches(CODES + "[1-9][0-9]{0,5}")) {
      return new ThresholdCount(Integer.parseInt(name.substring(CODES.length())));
    }
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no workload " + name + "; there are " + names()));
  }
}
