package org.jointly.cli.profile;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One round at one party.
 *
 * @param number the same at every party
 * @param step of the protocol: setup, input, joint, gate, check or open
 * @param gates the kinds of protocols that took part, by their class names
 * @param sentTo bytes by party, as in {@code south 61, west 61}
 * @param startNanos on a clock that all parties of the profile share
 * @param durationNanos until the work for the next round was done
 */
record ProfiledRound(
    String party,
    int number,
    String step,
    List<String> gates,
    long messages,
    long bytesSent,
    String sentTo,
    long startNanos,
    long durationNanos,
    long computedNanos,
    long waitedNanos) {
  ProfiledRound {
    gates = List.copyOf(gates);
  }

  /** The step and the gate that caused the round, in words: {@code gate: comparison}. */
  Cause cause() {
    return new Cause(step, gates.stream().map(ProfiledRound::words).sorted().collect(Collectors.joining(", ")));
  }

  long endNanos() {
    return startNanos + durationNanos;
  }

  /** {@code BitCircuitGate} as {@code bit circuit}. */
  private static String words(String className) {
    String plain = className.replaceFirst("(Gate|Protocol)$", "");
    return Stream.of(plain.split("(?<=[a-z0-9])(?=[A-Z])")).map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
  }

  /** What a round is there for. */
  record Cause(String step, String gate) {}
}
