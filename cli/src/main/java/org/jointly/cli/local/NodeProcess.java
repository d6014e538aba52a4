package org.jointly.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jointly.runtime.party.PartyId;

/**
 * A node in a process of its own. It stops when closed, and also when we vanish: it watches its standard input, which ends with us.
 */
final class NodeProcess implements AutoCloseable {
  /** What a node prints on standard output when it is connected to all others. */
  static final String READY = "ready";

  private static final int LAST_LINES = 15;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final PartyId party;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  private NodeProcess(PartyId party, Path log, Process process) {
    this.party = party;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a node.
   *
   * @param folder where its {@code node.yaml} is; its standard error goes to {@code node.log} there, and what libraries unpack to
   *     {@code tmp}, so that all is deleted with the folder even if the node is killed
   * @param sites say what else a node is told
   */
  static NodeProcess start(PartyId party, Path folder, Sites sites) {
    Path log = folder.resolve("node.log");
    Path temporary = folder.resolve("tmp");
    List<String> arguments =
        new ArrayList<>(List.of("node", "start", "--config", folder.resolve("node.yaml").toString(), "--exit-with-parent"));
    arguments.addAll(sites.nodeOptions());
    List<String> command = JavaCommand.of(temporary, sites.javaOptions(folder), arguments);
    Text.makeFolder(temporary);
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      NodeProcess node = new NodeProcess(party, log, process);
      Thread listener = new Thread(node::listen, "output of " + party);
      listener.setDaemon(true);
      listener.start();
      return node;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start a Java process for " + party, failed);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(true);
        }
      }
    } catch (IOException closed) {
      ready.complete(false);
    }
    ready.complete(false);
  }

  PartyId party() {
    return party;
  }

  /** Waits until it is connected to all others; false if it ended or time is up. */
  boolean awaitReady(Duration patience) throws InterruptedException {
    try {
      return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException never) {
      return false;
    }
  }

  /** How it ended; empty while it runs. Waits a moment for one that is just ending. */
  OptionalInt exitCode() throws InterruptedException {
    boolean ended = process.waitFor(200, TimeUnit.MILLISECONDS);
    return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  /** The end of its log. */
  List<String> lastLogLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Asks it to stop; {@link #close} waits for it. */
  void stop() {
    try {
      process.outputWriter().close();
    } catch (IOException gone) {
      process.destroy();
    }
  }

  /** Stops it, gently first. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stopNow) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
