package org.jointly.protocols.round;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one party sent and waited for, round by round: exact counts, the same at every run of the same plan.
 *
 * @param rounds the rounds in order in which this party sent or received something; a round is one exchange of frames, at
 *     most one frame to each peer
 */
public record RoundTrace(List<Round> rounds) {

  public RoundTrace {
    rounds = List.copyOf(rounds);
  }

  /**
   * One round.
   *
   * @param step the protocol step that caused it, for people: {@code setup}, {@code input}, {@code joint}, {@code open},
   *     or {@code check} for what a suite evaluates of its own accord
   * @param sent per peer, the bytes of the frame sent to it (absent: no frame)
   * @param received per peer, the bytes of the frame received from it (absent: no frame)
   * @param messages the protocol messages inside the frames sent
   * @param waitedNanos how long this party waited for its peers' frames
   */
  public record Round(
      String step,
      SortedMap<PartyIndex, Long> sent,
      SortedMap<PartyIndex, Long> received,
      long messages,
      long waitedNanos) {
    public Round {
      sent = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sent));
      received = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(received));
    }
  }

  /** Frames sent to peers, over all rounds. */
  public long framesSent() {
    return rounds.stream().mapToLong(round -> round.sent().size()).sum();
  }

  public long messagesSent() {
    return rounds.stream().mapToLong(Round::messages).sum();
  }

  public long bytesSent() {
    return rounds.stream().flatMap(round -> round.sent().values().stream()).mapToLong(Long::longValue).sum();
  }

  public long bytesReceived() {
    return rounds.stream().flatMap(round -> round.received().values().stream()).mapToLong(Long::longValue).sum();
  }
}
