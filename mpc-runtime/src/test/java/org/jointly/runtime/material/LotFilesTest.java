package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.material.StoredMaterialStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of lots and their key, as a thief, a bad disk or a full one leave them. */
final class LotFilesTest extends StoredMaterialFixture {
  @Test
  void release_ofDamaged_isNotClaimedAgain() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      Files.write(lotFolder().resolve("triples.pieces"), new byte[3]);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();

      assertThatThrownBy(() -> lot.take(TRIPLES, 0, 1)).isInstanceOf(DataFailure.class).hasMessageContaining("triples.pieces is damaged");
      lot.release();
      assertThat(store.claim(FIELD)).isEmpty();
    }
  }

  /** Nothing of the key or the pieces is on the disk in the clear. */
  @Test
  void files_areNoise() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    byte[] first = Arrays.copyOf(pieces(0, 1), 16);
    for (Path file : files()) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(text).as(file.toString())
          .doesNotContain(new String(KEY, StandardCharsets.ISO_8859_1))
          .doesNotContain(new String(first, StandardCharsets.ISO_8859_1));
      assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(Files.getPosixFilePermissions(home.resolve("material.key"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(lotFolder())) {
      return files.sorted().toList();
    }
  }

  /** One byte, anywhere in any file: nothing comes out that was not put in. */
  @Test
  void files_changed_areNeverUsed() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Map<Path, byte[]> whole = contents();
    for (Path file : whole.keySet()) {
      int length = whole.get(file).length;
      for (int at = 0; at < length; at += Math.max(1, length / 12)) {
        byte[] changed = whole.get(file).clone();
        changed[at] ^= 1;
        Files.write(file, changed);
        assertThat(failsNamingIt(file)).as("%s at %d", file.getFileName(), at).isTrue();
        restore(whole);
      }
    }
    assertThat(failsNamingIt(lotFolder())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"header", "spent", "triples.pieces"})
  void files_tornOrGone_areNeverUsed(String name) throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Map<Path, byte[]> whole = contents();
    Path file = lotFolder().resolve(name);
    for (int length : new int[] {0, 1, whole.get(file).length / 2, whole.get(file).length - 1}) {
      try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
        torn.setLength(length);
      }
      assertThat(failsNamingIt(file)).as("%s of %d bytes", name, length).isTrue();
      restore(whole);
    }
    Files.delete(file);
    assertThat(failsNamingIt(file)).isTrue();
  }

  /** That no lot is offered, or that taking all of it ends in a failure that names the file. */
  private boolean failsNamingIt(Path file) {
    try (MaterialFolder store = open()) {
      Optional<MaterialStore.Lot> lot = store.claim(FIELD);
      if (lot.isEmpty()) {
        return true;
      }
      lot.get().take(TRIPLES, 0, COUNT);
      lot.get().take("masks 1", 0, 2);
      return false;
    } catch (DataFailure failure) {
      return failure.getMessage().contains(file.getFileName().toString());
    }
  }

  private Map<Path, byte[]> contents() throws IOException {
    Map<Path, byte[]> contents = new TreeMap<>();
    for (Path file : files()) {
      contents.put(file, Files.readAllBytes(file));
    }
    return contents;
  }

  /** As a test's next round needs it, and as nobody may. */
  private void restore(Map<Path, byte[]> contents) throws IOException {
    Files.deleteIfExists(lotFolder().resolve("claimed"));
    for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  /** A folder where the note's new version goes stands for a disk that takes no more. */
  @Test
  void take_whenTheDiskDoesNotNoteIt_givesNothing_andCountsItAsUsed() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      Files.createDirectories(lotFolder().resolve("spent.new/full"));

      assertThatThrownBy(() -> lot.take(TRIPLES, 0, 100)).isInstanceOf(DataFailure.class).hasMessageContaining("make room");
      assertThat(lot.left()).containsEntry(TRIPLES, new MaterialStore.Range(100, COUNT));
      Durable.delete(lotFolder().resolve("spent.new"));
      assertThat(lot.take(TRIPLES, 100, 1)).isEqualTo(pieces(100, 101));
      lot.release();
      assertThat(store.next(FIELD, store.ready(FIELD))).containsEntry(TRIPLES, COUNT - 101L);
    }
  }

  @Test
  void seal_whenTheDiskDoesNotTakeIt_leavesNothing() throws IOException {
    try (MaterialFolder store = open()) {
      try (NewLot lot = store.make(filled(2), "spdz", FIELD, TODAY)) {
        lot.key(KEY);
        lot.put(TRIPLES, 1, pieces(0, 1));
        Path folder = home.resolve("material").resolve("making-0202020202020202");
        Files.createDirectories(folder.resolve("header.new/full"));

        assertThatThrownBy(lot::seal).isInstanceOf(DataFailure.class).hasMessageContaining("make room");
      }
      assertThat(store.claim(FIELD)).isEmpty();
      assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/{lot,making}-*");
    }
  }

  @Test
  void used_isOverwritten() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 0, 1365);
      byte[] chunk = Arrays.copyOf(Files.readAllBytes(lotFolder().resolve("triples.pieces")), 1365 * PIECE);

      assertThat(chunk).containsOnly(0);
      assertThat(lot.take(TRIPLES, 1365, 5)).isEqualTo(pieces(1365, 1370));
    }
  }

  @Test
  void key_readableByOthers_isRefused() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Files.setPosixFilePermissions(home.resolve("material.key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(this::open).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "not hexadecimal", "0000000000000000000000000000000000000000000000000000000000000000ff"})
  void key_malformed_isRefused(String text) throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Files.writeString(home.resolve("material.key"), text);

    assertThatThrownBy(this::open).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("material.key");
  }

  @Test
  void key_another_usesNothing() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Files.writeString(home.resolve("material.key"), "00".repeat(32));

    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).singleElement().extracting(StoredMaterialStatus::state).isEqualTo(State.DAMAGED);
  }
}
