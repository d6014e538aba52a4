package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands that documents show and mark as {@code <!-- tested -->} run, in order, from the top folder. */
final class DocumentsIT {
  private static final Pattern BLOCK = Pattern.compile("<!-- tested -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);
  private static final List<String> DOCUMENTS = List.of("README.md", "party-configs/README.md");

  /** {@code ./jointly} is a stand-in on this test's class path: the build under test is the one that runs. */
  @Test
  void commands_run() throws Exception {
    Path scratch = Files.createTempDirectory("jointly-it-documents");
    try {
      Path launcher = scratch.resolve("jointly");
      String command = String.join("' '", Jointly.command(List.of()));
      Files.writeString(launcher, "#!/bin/sh\nexec '" + command + "' \"$@\"\n");
      assertThat(launcher.toFile().setExecutable(true)).isTrue();
      Files.createSymbolicLink(scratch.resolve("party-configs"), Jointly.top().resolve("party-configs"));

      List<String> blocks = blocks();

      assertThat(blocks).hasSizeGreaterThan(2);
      for (String block : blocks) {
        runs(block, scratch);
      }
    } finally {
      delete(scratch);
    }
  }

  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (String document : DOCUMENTS) {
      Matcher matcher = BLOCK.matcher(Files.readString(Jointly.top().resolve(document)));
      while (matcher.find()) {
        blocks.add(matcher.group(1));
      }
    }
    return blocks;
  }

  private static void runs(String block, Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process shell = new ProcessBuilder("sh", "-e", "-c", block)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      assertThat(shell.waitFor(90, TimeUnit.SECONDS)).as(block).isTrue();
      assertThat(shell.exitValue()).as(block + "\n" + Files.readString(log)).isZero();
    } finally {
      shell.destroyForcibly();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
