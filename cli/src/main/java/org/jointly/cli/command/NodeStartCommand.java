package org.jointly.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Logging;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.query.WarmUp;
import org.jointly.protocols.plan.Catalog;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.node.PartyNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jointly node start}. */
@Command(
    name = "start",
    header = "Runs a site's node until it is told to stop (Ctrl-C, SIGTERM).",
    description = {
      "Logs to standard error: who asked what and what was decided, never a value. Prints on standard output 'listening ADDRESS' when"
          + " it takes connections, and 'ready' when it is connected to all others for the first time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly node check --config north/node.yaml",
      "  jointly node start --config north/node.yaml 2>> north.log",
      ""
    })
final class NodeStartCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeStartCommand.class);
  private static final Duration CONNECTING = Duration.ofMillis(250);
  /** After the start, when the machine has enough to do. */
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Option(
      names = "--exit-with-parent",
      description = "Also stop when standard input ends, as it does when the process that started this one is gone.")
  private boolean exitWithParent;

  @Option(names = "--primitives", hidden = true, description = "Also answer single operations, for jointly profile.")
  private boolean primitives;

  NodeStartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    NodeConfig config = NodeConfig.readThoroughly(file);
    Logging.begin(config.logLevel().name(), DebugOption.isGiven(spec));
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stopped, closed), "stop"));
    try (PartyNode node = PartyNode.start(config, catalog(), surroundings.clock(), surroundings.random())) {
      if (exitWithParent) {
        watchInput(stopped);
      }
      announce("listening " + node.address().getHostString() + ":" + node.address().getPort());
      announceWhenReady(node, stopped);
      if (!stopped.await(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
        warmUp(node);
      }
      stopped.await();
    } finally {
      closed.countDown();
    }
    return ExitCode.OK.code();
  }

  /** A node that could not warm up is a node all the same. */
  private void warmUp(PartyNode node) {
    try {
      new WarmUp(catalog(), node.setting(), System::nanoTime).run(WARM_UP, node::isIdle);
    } catch (RuntimeException failed) {
      LOG.warn("the node did not warm up, so its first query takes longer: {}", failed.toString());
    }
  }

  private Catalog catalog() {
    return primitives ? Catalog.standard().withPrimitives() : Catalog.standard();
  }

  /** On a signal: lets the main thread close the node, and the process end only then. */
  private static void stopAndWait(CountDownLatch stopped, CountDownLatch closed) {
    if (closed.getCount() > 0 && stopped.getCount() > 0) {
      LOG.info("stopping: the process was told to end");
    }
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** A peer that is not there yet, or is there with the wrong key, is none of our failures: it is dialled until it is right. */
  private void announceWhenReady(PartyNode node, CountDownLatch stopped) throws InterruptedException {
    while (!stopped.await(0, TimeUnit.MILLISECONDS)) {
      try {
        node.awaitPeers(CONNECTING);
        announce("ready");
        return;
      } catch (JointlyException notYet) {
        stopped.await(50, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void announce(String line) {
    surroundings.terminal().out().println(line);
    surroundings.terminal().out().flush();
  }

  private static void watchInput(CountDownLatch stopped) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException gone) {
                // as good as ended
              }
              LOG.info("stopping: standard input has ended");
              stopped.countDown();
            },
            "parent");
    watcher.setDaemon(true);
    watcher.start();
  }
}
