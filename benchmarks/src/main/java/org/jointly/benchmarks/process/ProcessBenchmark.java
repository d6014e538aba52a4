package org.jointly.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.suite.Adversary;

/**
 * Measures workloads between processes and prints a Markdown table on standard output.
 *
 * <p>Arguments, all optional: {@code parties=3,5 suite=shamir adversary=semi-honest runs=9 repeats=3 workloads=multiply-61,compare-20
 * rtt=20 mbit=100}; the last two, milliseconds and Mbit/s, emulate a network. Each repeat starts fresh JVMs, so a repeat has
 * one first run and {@code runs - 1} warm ones. The time of a run is that of the slowest party, from all having met to its own
 * end; links, key agreement and the input of operands are over then. Against malicious parties a run ends with the opening of one known element, so that it includes the verification.
 */
public final class ProcessBenchmark {
  private static final String JAVA_OPTIONS = "JOINTLY_BENCH_JAVA_OPTS";
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double KIB_PER_MIB = 1024;

  private final int parties;
  private final String suite;
  private final Adversary adversary;
  private final int runs;
  private final int repeats;
  private final Line line;

  /** An emulated network; zeros: loopback as it is. */
  private record Line(int roundTripMillis, int megabits) {
    @Override
    public String toString() {
      return roundTripMillis == 0 && megabits == 0 ? "loopback" : "round trip " + roundTripMillis + " ms, " + megabits + " Mbit/s";
    }
  }

  private ProcessBenchmark(int parties, String suite, Adversary adversary, int runs, int repeats, Line line) {
    this.parties = parties;
    this.suite = suite;
    this.adversary = adversary;
    this.runs = runs;
    this.repeats = repeats;
    this.line = line;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> given = Arrays.stream(arguments)
        .map(argument -> argument.split("=", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    Adversary adversary = adversary(given.getOrDefault("adversary", Adversary.SEMI_HONEST.label()));
    Line line = new Line(number(given, "rtt", "0"), number(given, "mbit", "0"));
    String chosen = given.getOrDefault("workloads", "all");
    List<String> names = chosen.equals("all") ? Workloads.names() : List.of(chosen.split(","));
    String suite = given.getOrDefault("suite", "shamir");
    printHeader(suite, adversary, line);
    for (String parties : given.getOrDefault("parties", "3").split(",")) {
      new ProcessBenchmark(
          Integer.parseInt(parties), suite, adversary, number(given, "runs", "9"), number(given, "repeats", "3"), line)
          .print(names.stream().map(Workloads::named).toList());
    }
  }

  private static int number(Map<String, String> given, String name, String usual) {
    return Integer.parseInt(given.getOrDefault(name, usual));
  }

  private static Adversary adversary(String label) {
    return Arrays.stream(Adversary.values())
        .filter(adversary -> adversary.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no adversary " + label));
  }

  private static void printHeader(String suite, Adversary adversary, Line line) {
    System.out.println("| Workload (" + suite + ", " + adversary.label() + ", " + line
        + ") | field | key agreement, ms | first run, ms (min - max) | warm run, ms: median (min - max)"
        + " | of which CPU of the session's thread, ms: median"
        + " | rounds | messages sent, at most | MB sent per party | peak memory, MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
  }

  private void print(List<Workload> workloads) throws IOException, InterruptedException {
    for (Workload workload : workloads) {
      System.out.println(row(workload));
    }
  }

  private String row(Workload workload) throws IOException, InterruptedException {
    List<List<Measurement>> all = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      all.add(measure(workload));
    }
    long[] setup = all.stream().mapToLong(one -> slowest(one.stream().mapToLong(Measurement::setupNanos))).toArray();
    long[] first = all.stream().mapToLong(one -> run(one, 0)).toArray();
    long[] warm = all.stream()
        .flatMapToLong(one -> IntStream.range(1, runs).mapToLong(run -> run(one, run)))
        .toArray();
    long[] cpu = all.stream()
        .flatMap(List::stream)
        .flatMapToLong(party -> party.runs().stream().skip(1).mapToLong(Measurement.Run::cpuNanos))
        .toArray();
    List<Measurement> parties = all.stream().flatMap(List::stream).toList();
    return "| " + workload.name() + ", " + this.parties + " parties: " + workload.description()
        + " | " + parties.get(0).field()
        + " | " + millis(median(setup))
        + " | " + spread(first)
        + " | " + spread(warm)
        + " | " + (runs == 1 ? "-" : millis(median(cpu)))
        + " | " + parties.stream().mapToLong(party -> party.cost().rounds()).max().orElseThrow()
        + " | " + parties.stream().mapToLong(party -> party.cost().messages()).max().orElseThrow()
        + " | " + megabytes(parties)
        + " | " + Math.round(parties.stream().mapToLong(Measurement::peakKiB).max().orElseThrow() / KIB_PER_MIB)
        + " |";
  }

  /** One set of processes. */
  private List<Measurement> measure(Workload workload) throws IOException, InterruptedException {
    Consortium consortium = Consortium.create(Files.createTempDirectory("jointly-bench"), parties, new SecureRandom());
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 1; i <= parties; i++) {
        processes.add(start(consortium, i, workload));
      }
      List<Measurement> measured = new ArrayList<>();
      for (Process process : processes) {
        measured.add(result(process));
      }
      return measured;
    } finally {
      processes.forEach(Process::destroyForcibly);
      consortium.delete();
    }
  }

  private Process start(Consortium consortium, int party, Workload workload) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Dkryo.unsafe=false", "-Dslf4j.internal.verbosity=ERROR"));
    String options = System.getenv().getOrDefault(JAVA_OPTIONS, "").replace("%p", String.valueOf(party));
    if (!options.isBlank()) {
      command.addAll(List.of(options.trim().split("\\s+")));
    }
    command.addAll(List.of(
        "-cp", System.getProperty("java.class.path"), PartyProcess.class.getName(),
        consortium.folder().toString(), String.valueOf(party), workload.name(), suite, adversary.name(), String.valueOf(runs),
        String.valueOf(line.roundTripMillis()), String.valueOf(line.megabits())));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Measurement result(Process process) throws IOException, InterruptedException {
    List<String> lines;
    try (var reader = process.inputReader()) {
      lines = reader.lines().toList();
    }
    int exit = process.waitFor();
    return lines.stream()
        .filter(Measurement::isLine)
        .map(Measurement::parse)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a party ended with " + exit + " and measured nothing: " + lines));
  }

  /** The slowest party's time of one run. */
  private static long run(List<Measurement> parties, int run) {
    return slowest(parties.stream().mapToLong(party -> party.runs().get(run).nanos()));
  }

  private static long slowest(LongStream nanos) {
    return nanos.max().orElseThrow();
  }

  private static long median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String spread(long[] nanos) {
    if (nanos.length == 0) {
      return "-";
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return millis(median(sorted)) + " (" + millis(sorted[0]) + " - " + millis(sorted[sorted.length - 1]) + ")";
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
  }

  private static String megabytes(List<Measurement> parties) {
    long least = parties.stream().mapToLong(party -> party.cost().bytes()).min().orElseThrow();
    long most = parties.stream().mapToLong(party -> party.cost().bytes()).max().orElseThrow();
    String shown = String.format(Locale.ROOT, "%.4g", most / BYTES_PER_MEGABYTE);
    return least == most ? shown : String.format(Locale.ROOT, "%.4g - ", least / BYTES_PER_MEGABYTE) + shown;
  }
}
