package org.jointly.runtime.transport;

import java.time.Duration;
import java.util.Optional;
import org.jointly.protocols.round.FrameLayout;

/**
 * What an operator or a test may choose. The defaults suit sites across a country.
 *
 * @param listenHost name or address to listen on; {@code 0.0.0.0} for all
 * @param listenPort 0 for any free port
 * @param engine who does TLS
 * @param heartbeat when a silent peer is given up
 * @param backoff how a lost link is dialled again
 * @param admission what strangers may take up
 * @param maxQueuedBytes what a session keeps per peer while its thread is blocked in a send, in bytes; at least the window of 8 MiB
 * @param maxMessageBytes longest message of a session, in bytes; protocols need no longer one than a chunk of their frames
 * @param emulation a network to pretend, for measurements; empty: the one there is
 */
public record TransportSettings(
    String listenHost,
    int listenPort,
    TlsEngine engine,
    Heartbeat heartbeat,
    Backoff backoff,
    Admission admission,
    long maxQueuedBytes,
    int maxMessageBytes,
    Optional<Emulation> emulation) {

  private static final int MEBIBYTE = 1024 * 1024;

  public TransportSettings {
    if (listenPort < 0 || listenPort > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, got " + listenPort);
    }
    if (maxQueuedBytes < FlowControl.WINDOW_BYTES || maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "maxQueuedBytes must be at least " + FlowControl.WINDOW_BYTES + " and maxMessageBytes positive, got "
              + maxQueuedBytes + " and " + maxMessageBytes);
    }
  }

  /** The defaults, with the best TLS engine there is. */
  public static TransportSettings defaults(String listenHost, int listenPort) {
    return new TransportSettings(
        listenHost,
        listenPort,
        TlsEngine.best(),
        new Heartbeat(Duration.ofSeconds(3), Duration.ofSeconds(12)),
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(4)),
        new Admission(64, 64, Duration.ofSeconds(10)),
        256L * MEBIBYTE,
        FrameLayout.LONGEST_CHUNK_BYTES,
        Optional.empty());
  }

  /**
   * @param interval how often a ping is sent
   * @param deadAfter how long nothing at all may arrive before the link is closed; several intervals
   */
  public record Heartbeat(Duration interval, Duration deadAfter) {
    public Heartbeat {
      requirePositive(interval);
      if (deadAfter.compareTo(interval) <= 0) {
        throw new IllegalArgumentException("deadAfter must be longer than the interval, got " + deadAfter + " and " + interval);
      }
    }
  }

  /**
   * @param first the pause after the first failure; doubles with every other
   * @param longest the longest pause; each is shortened by up to half, at random
   */
  public record Backoff(Duration first, Duration longest) {
    public Backoff {
      requirePositive(first);
      requirePositive(longest);
    }
  }

  /**
   * @param maxStrangers connections that have not proved who they are; with more, those of the network that has the most are closed
   * @param maxAnalysts connections of analysts
   * @param handshakeTimeout from accepting a connection to knowing who it is
   */
  public record Admission(int maxStrangers, int maxAnalysts, Duration handshakeTimeout) {
    public Admission {
      requirePositive(handshakeTimeout);
      if (maxStrangers < 1 || maxAnalysts < 0) {
        throw new IllegalArgumentException("at least one stranger must be let in, or nobody can connect");
      }
    }
  }

  private static void requirePositive(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("a duration must be positive, got " + duration);
    }
  }

  public TransportSettings withEngine(TlsEngine other) {
    return new TransportSettings(
        listenHost, listenPort, other, heartbeat, backoff, admission, maxQueuedBytes, maxMessageBytes, emulation);
  }

  public TransportSettings withHeartbeat(Heartbeat other) {
    return new TransportSettings(
        listenHost, listenPort, engine, other, backoff, admission, maxQueuedBytes, maxMessageBytes, emulation);
  }

  public TransportSettings withBackoff(Backoff other) {
    return new TransportSettings(
        listenHost, listenPort, engine, heartbeat, other, admission, maxQueuedBytes, maxMessageBytes, emulation);
  }

  public TransportSettings withAdmission(Admission other) {
    return new TransportSettings(
        listenHost, listenPort, engine, heartbeat, backoff, other, maxQueuedBytes, maxMessageBytes, emulation);
  }

  public TransportSettings withLimits(long queuedBytes, int messageBytes) {
    return new TransportSettings(
        listenHost, listenPort, engine, heartbeat, backoff, admission, queuedBytes, messageBytes, emulation);
  }

  public TransportSettings withEmulation(Emulation other) {
    return new TransportSettings(
        listenHost, listenPort, engine, heartbeat, backoff, admission, maxQueuedBytes, maxMessageBytes, Optional.of(other));
  }
}
