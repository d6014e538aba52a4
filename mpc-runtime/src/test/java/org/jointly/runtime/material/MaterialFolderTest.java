package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.material.StoredMaterialStatus.State;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaterialFolderTest {
  private static final String FIELD = "2^61-1";
  private static final String TRIPLES = "triples";
  private static final int PIECE = 48;
  /** Three chunks, the last one not full. */
  private static final int COUNT = 3000;
  private static final Bytes32 ROSTER = filled(1);
  private static final byte[] KEY = "this party's share of the key".getBytes(StandardCharsets.UTF_8);
  private static final Instant TODAY = Instant.parse("2026-11-21T08:00:00.123456Z");

  @TempDir private Path home;
  private final SecureRandom random = new SecureRandom();

  private static Bytes32 filled(int value) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return Bytes32.of(bytes);
  }

  /** How sessions know a lot. */
  private static byte[] id(int value) {
    return filled(value).bytes();
  }

  private MaterialPlace place(Bytes32 roster) {
    return new MaterialPlace(home.resolve("material"), home.resolve("material.key"), roster);
  }

  private MaterialFolder open() {
    return MaterialFolder.open(place(ROSTER), random);
  }

  /** Piece i is of bytes that tell i, all of them. */
  private static byte[] pieces(int from, int to) {
    byte[] pieces = new byte[(to - from) * PIECE];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = (byte) ((from + i / PIECE) * 31 + i % PIECE);
    }
    return pieces;
  }

  private static void make(MaterialFolder store, Bytes32 id, Instant when) {
    try (NewLot lot = store.make(id, "spdz", FIELD, when)) {
      lot.key(KEY);
      lot.put(TRIPLES, 1000, pieces(0, 1000));
      lot.put("masks 1", 2, new byte[6]);
      lot.put(TRIPLES, COUNT - 1000, pieces(1000, COUNT));
      lot.seal();
      lot.commit();
    }
  }

  private Path lotFolder() throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("material"))) {
      return folders.filter(folder -> folder.getFileName().toString().startsWith("lot-")).findFirst().orElseThrow();
    }
  }

  @Test
  void open_nothingThere_makesNothing() {
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
      assertThat(store.next(FIELD, store.ready(FIELD))).isEmpty();
    }
    assertThat(home).isEmptyDirectory();
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void lot_storedAndTaken_isWhatWasPut() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    try (MaterialFolder store = open()) {
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();

      assertThat(lot.id()).isEqualTo(id(2));
      assertThat(lot.keyShare()).isEqualTo(KEY);
      assertThat(lot.left()).containsEntry(TRIPLES, new MaterialStore.Range(0, COUNT))
          .containsEntry("masks 1", new MaterialStore.Range(0, 2));
      assertThat(lot.take(TRIPLES, 0, 1)).isEqualTo(pieces(0, 1));
      assertThat(lot.take(TRIPLES, 10, 2500)).isEqualTo(pieces(10, 2510));
      assertThat(lot.take(TRIPLES, 2510, COUNT - 2510)).isEqualTo(pieces(2510, COUNT));
    }
  }

  @Test
  void take_again_isRefused() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 5, 5);

      assertThatThrownBy(() -> lot.take(TRIPLES, 9, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> lot.take(TRIPLES, 10, COUNT)).isInstanceOf(IllegalArgumentException.class);
      lot.release();
      assertThatThrownBy(() -> lot.take(TRIPLES, 10, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void release_whatIsLeft_isThereForTheNext_alsoAfterARestart() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 0, 100);
      lot.release();
      assertThat(store.next(FIELD, store.ready(FIELD))).containsEntry(TRIPLES, COUNT - 100L);
    }
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD).orElseThrow().left()).containsEntry(TRIPLES, new MaterialStore.Range(100, COUNT));
    }
  }

  @Test
  void release_nothingLeft_deletesIt() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 0, COUNT);
      lot.take("masks 1", 0, 2);
      lot.release();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void claim_byTwoSessions_getTwoLots_theOldestFirst() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY.plusSeconds(1));
      make(store, filled(3), TODAY);

      Optional<MaterialStore.Lot> first = store.claim(FIELD);
      Optional<MaterialStore.Lot> second = store.claim(FIELD);

      assertThat(first.orElseThrow().id()).isEqualTo(id(3));
      assertThat(second.orElseThrow().id()).isEqualTo(id(2));
      assertThat(store.claim(FIELD)).isEmpty();
      first.get().release();
      assertThat(store.claim(FIELD)).isPresent();
      assertThat(store.claim("2^127-1")).isEmpty();
    }
  }

  @Test
  void claim_whereAKindIsUsedUp_comesAfterNewerLots() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      make(store, filled(3), TODAY.plusSeconds(1));
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take("masks 1", 0, 2);
      lot.release();

      assertThat(store.next(FIELD, store.ready(FIELD))).containsEntry("masks 1", 2L);
      assertThat(store.claim(FIELD).orElseThrow().id()).isEqualTo(id(3));
      assertThat(store.claim(FIELD).orElseThrow().id()).isEqualTo(lot.id());
    }
  }

  @Test
  void claim_amongstWhatAllHave_takesTheFirstThatIsThere() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      make(store, filled(3), TODAY.plusSeconds(1));
      make(store, filled(4), TODAY.plusSeconds(2));
      MaterialStore agreed = store.amongst(List.of(filled(9), filled(4), filled(3)));

      assertThat(store.ready(FIELD)).containsExactly(filled(2), filled(3), filled(4));
      MaterialStore.Lot lot = agreed.claim(FIELD).orElseThrow();
      assertThat(lot.id()).isEqualTo(id(4));
      assertThat(store.ready(FIELD)).containsExactly(filled(2), filled(3));
      assertThat(store.held()).containsExactly(filled(2), filled(3), filled(4));
      assertThat(agreed.claim("another field")).isEmpty();
      assertThat(agreed.claim(FIELD).orElseThrow().id()).isEqualTo(id(3));
      assertThat(agreed.claim(FIELD)).as("nothing that not all have").isEmpty();
    }
  }

  @Test
  void held_whenALotIsDeleted_lacksIt() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      try (Stream<Path> files = Files.list(lotFolder())) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(lotFolder());

      assertThat(store.held()).isEmpty();
      assertThat(store.ready(FIELD)).isEmpty();
    }
  }

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

  /** Its files may be gone in any order: what is left of a lot whose key others may know must never look like a lot. */
  @Test
  void discard_thatIsKilledHalfway_leavesNoLot() throws IOException {
    try (MaterialFolder killed = open()) {
      make(killed, filled(2), TODAY);
    }
    Files.move(lotFolder(), home.resolve("material/gone-lot-0202020202020202"));

    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/{lot,gone}-*");
  }

  @Test
  void discard_leavesNothing() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      store.claim(FIELD).orElseThrow().discard();

      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void close_withoutCommit_leavesNothing() {
    try (MaterialFolder store = open()) {
      try (NewLot lot = store.make(filled(2), "spdz", FIELD, TODAY)) {
        lot.key(KEY);
        lot.put(TRIPLES, COUNT, pieces(0, COUNT));
      }
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/{lot,making}-*");
  }

  @Test
  void sealed_whenTheNodeIsKilled_isKept() {
    NewLot lot;
    try (MaterialFolder killed = open()) {
      lot = killed.make(filled(2), "spdz", FIELD, TODAY);
      lot.key(KEY);
      lot.put(TRIPLES, 1000, pieces(0, 1000));
      lot.seal();
    }

    try (MaterialFolder store = open()) {
      assertThat(store.held()).containsExactly(filled(2));
      assertThat(store.claim(FIELD).orElseThrow().take(TRIPLES, 0, 1000)).isEqualTo(pieces(0, 1000));
    }
  }

  @Test
  void commit_unsealed_isRefused() {
    try (MaterialFolder store = open(); NewLot lot = store.make(filled(2), "spdz", FIELD, TODAY)) {
      lot.put(TRIPLES, 1, pieces(0, 1));

      assertThatThrownBy(lot::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void claimed_whenTheNodeIsKilled_isDestroyed() {
    try (MaterialFolder killed = open()) {
      make(killed, filled(2), TODAY);
      killed.claim(FIELD).orElseThrow().take(TRIPLES, 0, 1);
    }

    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  /** In a process of its own, which kills itself as soon as it has its pieces: by then the disk knows that they are used. */
  @Test
  void taken_whenTheProcessIsKilled_isNeverGivenAgain() throws Exception {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Taker.class.getName(), home.toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("out").toFile())
        .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(home.resolve("out"))).isEqualTo(128 + 9);

    LotFolder lot = LotFolder.read(lotFolder(), StorageKey.read(home.resolve("material.key")).orElseThrow());
    assertThat(lot.spent()).containsEntry(TRIPLES, 1234L);
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
  }

  /** What that process does. */
  static final class Taker {
    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      MaterialFolder store = MaterialFolder.open(
          new MaterialPlace(home.resolve("material"), home.resolve("material.key"), ROSTER), new SecureRandom());
      store.claim(FIELD).orElseThrow().take(TRIPLES, 1000, 234);
      new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start().waitFor();
    }
  }

  @Test
  void otherRoster_isNotUsed_andSaysSo() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    try (MaterialFolder changed = MaterialFolder.open(place(filled(9)), random)) {
      assertThat(changed.claim(FIELD)).isEmpty();
    }

    assertThat(MaterialInventory.status(place(filled(9)))).singleElement().satisfies(lot -> {
      assertThat(lot.state()).isEqualTo(State.OTHER_ROSTER);
      assertThat(lot.roster()).isEqualTo(ROSTER);
    });
    assertThat(MaterialInventory.discardUnusable(place(filled(9)), lot -> false)).hasSize(1);
    assertThat(MaterialInventory.status(place(filled(9)))).isEmpty();
  }

  @Test
  void status_tellsWhatIsThere_whileItIsInUse() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      store.claim(FIELD).orElseThrow().take(TRIPLES, 0, 100);

      assertThat(MaterialInventory.status(place(ROSTER))).singleElement().satisfies(lot -> {
        assertThat(lot.state()).isEqualTo(State.IN_USE);
        assertThat(lot.left()).containsEntry(TRIPLES, COUNT - 100L).containsEntry("masks 1", 2L);
        assertThat(lot.made()).containsEntry(TRIPLES, (long) COUNT);
        assertThat(lot.madeAt()).isEqualTo(Instant.parse("2026-11-21T08:00:00.123Z"));
        assertThat(lot.suite()).isEqualTo("spdz");
        assertThat(lot.bytes()).isGreaterThan(COUNT * PIECE);
      });
      assertThat(MaterialInventory.discardUnusable(place(ROSTER), lot -> false)).isEmpty();
    }
  }

  @Test
  void open_twice_isRefused() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);

      assertThatThrownBy(this::open).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("another node");
    }
  }

  /** Neither found a folder to lock when it started. */
  @Test
  void make_whereAnotherNodeHasMade_isRefused_howeverOften() {
    try (MaterialFolder store = open(); MaterialFolder other = open()) {
      make(store, filled(2), TODAY);

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> make(other, filled(3), TODAY)).isInstanceOf(InvalidConfiguration.class)
            .hasMessageContaining("in use by another node");
      }
    }
  }

  @Test
  void make_theSameAgain_isRefused() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);

      assertThatThrownBy(() -> make(store, filled(2), TODAY)).isInstanceOf(DataFailure.class).hasMessageContaining("already");
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

  /** It may come back, and all would be whole. */
  @Test
  void key_gone_keepsTheLots_andMakesNoOther() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Path key = home.resolve("material.key");
    Path elsewhere = Files.move(key, home.resolve("elsewhere"));

    assertThatThrownBy(() -> MaterialInventory.discardUnusable(place(ROSTER), lot -> false)).isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("material.key").hasMessageContaining("is gone");
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
      assertThatThrownBy(() -> make(store, filled(3), TODAY)).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("is gone");
    }
    assertThat(key).doesNotExist();

    Files.move(elsewhere, key);
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isPresent();
    }
  }
}
