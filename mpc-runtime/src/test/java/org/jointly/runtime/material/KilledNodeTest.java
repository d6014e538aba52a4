package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jointly.protocols.suite.MaterialStore;
import org.junit.jupiter.api.Test;

/** What is found in store by the next process when one was killed, each in a process that kills itself. */
final class KilledNodeTest extends StoredMaterialFixture {
  /** As soon as it has its pieces: by then the disk knows that they are used. */
  @Test
  void taken_whenTheProcessIsKilled_isNeverGivenAgain() throws Exception {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    runToItsKill(Taker.class);

    LotFolder lot = LotFolder.read(lotFolder(), StorageKey.read(home.resolve("material.key")).orElseThrow());
    assertThat(lot.spent()).containsEntry(TRIPLES, 1234L);
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
  }

  /** What that process does. */
  static final class Taker {
    public static void main(String[] arguments) {
      Path home = Path.of(arguments[0]);
      MaterialFolder store = MaterialFolder.open(
          new MaterialPlace(home.resolve("material"), home.resolve("material.key"), ROSTER), new SecureRandom());
      store.claim(FIELD).orElseThrow().take(TRIPLES, 1000, 234);
      killThisProcess();
    }
  }

  /** When it has made all of the lot: its own part may be what the others count on. */
  @Test
  void sealed_whenTheProcessIsKilled_isWhole() throws Exception {
    runToItsKill(Maker.class, "sealed");

    assertThat(home.resolve("material")).isDirectoryContaining("glob:**/making-*").isDirectoryNotContaining("glob:**/lot-*");
    try (MaterialFolder store = open()) {
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      assertThat(lot.keyShare()).isEqualTo(KEY);
      assertThat(lot.take(TRIPLES, 0, COUNT)).isEqualTo(pieces(0, COUNT));
    }
    assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/making-*");
  }

  /** Between the two files that it writes last, of which one has to be there for the other. */
  @Test
  void sealedInPart_whenTheProcessIsKilled_isDestroyed() throws Exception {
    runToItsKill(Maker.class, "header only");

    assertThat(home.resolve("material/making-0202020202020202")).isDirectoryContaining("glob:**/header")
        .isDirectoryNotContaining("glob:**/spent");
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/{lot,making,gone}-*");
  }

  /** What that process does. */
  static final class Maker {
    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      boolean isSealed = arguments[1].equals("sealed");
      MaterialFolder store = MaterialFolder.open(
          new MaterialPlace(home.resolve("material"), home.resolve("material.key"), ROSTER),
          isSealed ? new SecureRandom() : new KilledAtTheLastNonce());
      NewLot lot = store.make(filled(2), "spdz", FIELD, TODAY);
      lot.key(KEY);
      lot.put(TRIPLES, COUNT, pieces(0, COUNT));
      lot.seal();
      killThisProcess();
    }
  }

  /** Drawn are the storage key, the salt, and the nonces of the header and of what is spent. */
  private static final class KilledAtTheLastNonce extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final AtomicInteger drawn = new AtomicInteger();

    @Override
    public void nextBytes(byte[] bytes) {
      if (drawn.incrementAndGet() == 4) {
        killThisProcess();
      }
      super.nextBytes(bytes);
    }
  }

  private static void killThisProcess() {
    try {
      new ProcessBuilder("sh", "-c", "kill -9 " + ProcessHandle.current().pid()).start().waitFor();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void runToItsKill(Class<?> program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), program.getName(), home.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(home.resolve("out").toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(home.resolve("out"))).isEqualTo(128 + 9);
  }
}
