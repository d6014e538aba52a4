package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code jointly demo} shows what it promises and leaves nothing behind. Each test gives it a temporary folder to look into after. */
final class DemoIT {
  private Path temporary;

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createTempDirectory("jointly-it-demo");
  }

  @AfterEach
  void clean() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Two at once, so that ports and folders could collide. */
  @Test
  void twoDemosAtOnce_showTheirTables_andLeaveNothing() throws Exception {
    Jointly.Running first = demo();
    Jointly.Running second = demo();

    for (Jointly.Running running : List.of(first, second)) {
      Jointly.Run run = Jointly.await(running);
      assertThat(run.exit()).as(run.toString()).isZero();
      assertThat(run.out().lines().map(String::strip).toList())
          .anyMatch(line -> line.matches("ORPHA:\\d+\\s+12"))
          .anyMatch(line -> line.matches("ORPHA:\\d+\\s+<11"));
      assertThat(run.err()).isEmpty();
    }
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void interruptedDemo_stopsItsNodes_andLeavesNothing() throws Exception {
    Jointly.Running running = demo();
    Consortium.await("the nodes run", () -> running.process().children().count() == 3);
    List<ProcessHandle> nodes = running.process().children().toList();

    new ProcessBuilder("sh", "-c", "kill -INT " + running.process().pid()).inheritIO().start().waitFor();
    Jointly.Run run = Jointly.await(running);

    assertThat(run.exit()).as(run.toString()).isEqualTo(130);
    assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    assertThat(run.hasStackTrace()).as(run.toString()).isFalse();
    assertThat(leftBehind()).isEmpty();
  }

  /** Nobody can tidy up after a SIGKILL, but the nodes notice and end, and the next demo deletes what was left. */
  @Test
  void killedDemo_leavesNoNode_andNoKeysOnceAnotherRuns() throws Exception {
    Jointly.Running running = demo();
    Consortium.await("the nodes run", () -> running.process().children().count() == 3);
    List<ProcessHandle> nodes = running.process().children().toList();

    running.process().destroyForcibly();
    Jointly.await(running);

    Consortium.await("the nodes end", () -> nodes.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(consortiums()).hasSize(1);
    assertThat(Jointly.await(demo()).exit()).isZero();
    assertThat(consortiums()).isEmpty();
  }

  private List<Path> consortiums() throws IOException {
    return leftBehind().stream().filter(file -> file.getFileName().toString().startsWith("jointly-")).toList();
  }

  private Jointly.Running demo() throws IOException {
    return Jointly.start(List.of("-Djava.io.tmpdir=" + temporary), "demo");
  }

  /** What libraries unpack for themselves is not the demo's: whoever ends it just when Netty loads its own leaves that. */
  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> Stream.of("hsperfdata", "libnetty").noneMatch(file.getFileName().toString()::startsWith)).toList();
    }
  }
}
