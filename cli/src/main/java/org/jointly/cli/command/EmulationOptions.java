package org.jointly.cli.command;

import java.time.Duration;
import java.util.Optional;
import org.jointly.cli.local.ProfiledSites;
import picocli.CommandLine.Option;

/** {@code --rtt, --jitter, --bandwidth, --loss}: the network that nodes of this machine are to have between them. */
final class EmulationOptions {
  private static final long UNLIMITED_KILOBITS = 1_000_000_000;
  private static final long NANOS_PER_MICRO = 1000;
  private static final long BITS_PER_KILOBIT = 1000;
  private static final double MILLION = 1e6;

  @Option(
      names = "--rtt",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Emulate that round trip between any two parties.")
  private Optional<Duration> roundTrip = Optional.empty();

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Emulate delays of up to that much more, at random.")
  private Optional<Duration> jitter = Optional.empty();

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      converter = BandwidthConverter.class,
      description = "Emulate that bandwidth of each link per second, such as 100Mbit.")
  private Optional<Long> bitsPerSecond = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "PART",
      defaultValue = "0",
      description = "Emulate that part of packets lost, such as 0.001; each stalls its link for 200 ms and a round trip.")
  private double loss;

  boolean isPossible() {
    return loss >= 0 && loss < 1;
  }

  /** Empty if none is emulated. */
  Optional<ProfiledSites.Line> line() {
    if (roundTrip.isEmpty() && jitter.isEmpty() && bitsPerSecond.isEmpty() && loss == 0) {
      return Optional.empty();
    }
    return Optional.of(new ProfiledSites.Line(
        micros(roundTrip),
        micros(jitter),
        bitsPerSecond.map(bits -> bits / BITS_PER_KILOBIT).orElse(UNLIMITED_KILOBITS),
        Math.round(loss * MILLION)));
  }

  private static long micros(Optional<Duration> time) {
    return time.map(Duration::toNanos).orElse(0L) / NANOS_PER_MICRO;
  }

  String inWords() {
    if (line().isEmpty()) {
      return "this machine";
    }
    return "emulated, round trip " + roundTrip.map(Duration::toMillis).orElse(0L) + " ms, jitter "
        + jitter.map(Duration::toMillis).orElse(0L) + " ms, "
        + bitsPerSecond.map(bits -> bits / BITS_PER_KILOBIT + " kbit/s").orElse("any bandwidth") + ", loss " + loss;
  }
}
