package org.jointly.runtime.transport;

import io.netty.bootstrap.Bootstrap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps one peer connected: dials, and dials again after a pause that doubles and is shortened at random, so that sites that lost the
 * same line do not all come back at the same moment. Names are looked up on its executor, for a look-up blocks.
 */
final class Dialer {
  private final String host;
  private final int port;
  private final Bootstrap bootstrap;
  private final ScheduledExecutorService executor;
  private final TransportSettings.Backoff backoff;
  private final RandomGenerator jitter;
  private final Consumer<LinkLoss> failed;

  private int failures;
  private long connectedAtNanos;
  private boolean connected;

  Dialer(
      String host,
      int port,
      Bootstrap bootstrap,
      ScheduledExecutorService executor,
      TransportSettings.Backoff backoff,
      RandomGenerator jitter,
      Consumer<LinkLoss> failed) {
    this.host = host;
    this.port = port;
    this.bootstrap = bootstrap;
    this.executor = executor;
    this.backoff = backoff;
    this.jitter = jitter;
    this.failed = failed;
  }

  void start() {
    schedule(0);
  }

  private void schedule(long millis) {
    try {
      executor.schedule(this::dial, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      // the node is closing; nobody wants this link any more
    }
  }

  private void dial() {
    try {
      InetAddress address = InetAddress.getByName(host);
      bootstrap
          .connect(new InetSocketAddress(address, port))
          .addListener(
              connecting -> {
                if (!connecting.isSuccess()) {
                  String reason = "cannot be reached at " + host + ":" + port + " (" + LinkLoss.of(connecting.cause()).text() + ")";
                  ended(LinkLoss.unavailable(reason));
                }
              });
    } catch (UnknownHostException unknown) {
      ended(LinkLoss.unavailable("its host name " + host + " cannot be resolved"));
    } catch (RejectedExecutionException stopped) {
      // the event loops are gone: the node is closing
    }
  }

  synchronized void opened() {
    connected = true;
    connectedAtNanos = System.nanoTime();
  }

  /** A connection ended or did not come about: dial again. A link that lasted begins with the short pause again. */
  void ended(LinkLoss loss) {
    long pause;
    synchronized (this) {
      if (connected && System.nanoTime() - connectedAtNanos > backoff.longest().toNanos()) {
        failures = 0;
      }
      connected = false;
      pause = pauseMillis(failures++);
    }
    failed.accept(loss);
    schedule(pause);
  }

  private long pauseMillis(int earlierFailures) {
    long full = backoff.first().toMillis() << Math.min(earlierFailures, 20);
    long longest = Math.min(full, backoff.longest().toMillis());
    return longest - jitter.nextLong(longest / 2 + 1);
  }
}
