package org.jointly.protocols.round;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one party sent and waited for, round by round: exact counts, the same at every run of the same plan, and times.
 *
 * @param rounds the rounds in order in which this party sent or received something; a round is one exchange of frames, at
 *     most one frame to each peer
 */
public record RoundTrace(List<Round> rounds) {

  /** The step in which a suite makes what programs use up. */
  public static final String PREPROCESSING = "preprocessing";

  public RoundTrace {
    rounds = List.copyOf(rounds);
  }

  /**
   * One round.
   *
   * @param number the session's number of it, the same at every party; a party that is idle in a round lacks that number
   * @param step the protocol step that caused it, for people: {@code setup}, {@code input}, {@code joint}, {@code open},
   *     {@link #PREPROCESSING} and {@code check} for what a suite evaluates of its own accord
   * @param gates the kinds of native protocols that took part in it, each once, by the simple names of their classes
   * @param sent per peer, the bytes of the frame sent to it (absent: no frame)
   * @param received per peer, the bytes of the frame received from it (absent: no frame)
   * @param messages the protocol messages inside the frames sent
   * @param times by this party's clock
   */
  public record Round(
      int number,
      String step,
      List<String> gates,
      SortedMap<PartyIndex, Long> sent,
      SortedMap<PartyIndex, Long> received,
      long messages,
      Times times) {
    public Round {
      gates = List.copyOf(gates);
      sent = Collections.unmodifiableSortedMap(new TreeMap<>(sent));
      received = Collections.unmodifiableSortedMap(new TreeMap<>(received));
    }

    /** How long this party waited for its peers' frames. */
    public long waitedNanos() {
      return times.waitedNanos();
    }

    public long bytesSent() {
      return sent.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * When a round was, and for how long; waiting for a slow peer and the way of the bytes look alike from here.
   *
   * @param sentNanos when this party's frames of the round were complete, since the session began
   * @param computedNanos its own work for them, and in a program's last round that on what came back
   * @param waitedNanos how long it waited for its peers' frames
   */
  public record Times(long sentNanos, long computedNanos, long waitedNanos) {
    static final Times NONE = new Times(0, 0, 0);
  }

  /** The same without times: what two runs of one plan have in common. */
  public RoundTrace counts() {
    return new RoundTrace(rounds.stream()
        .map(round -> new Round(
            round.number(), round.step(), round.gates(), round.sent(), round.received(), round.messages(), Times.NONE))
        .toList());
  }

  /** How many rounds the session took up to this party's last, those included in which it was idle. */
  public int passed() {
    return rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1).number() + 1;
  }

  /** Frames sent to peers, over all rounds. */
  public long framesSent() {
    return rounds.stream().mapToLong(round -> round.sent().size()).sum();
  }

  public long messagesSent() {
    return rounds.stream().mapToLong(Round::messages).sum();
  }

  public long bytesSent() {
    return rounds.stream().mapToLong(Round::bytesSent).sum();
  }

  public long bytesReceived() {
    return rounds.stream().flatMap(round -> round.received().values().stream()).mapToLong(Long::longValue).sum();
  }
}
