package org.jointly.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jointly.runtime.consent.LedgerEntry.Kind;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisclosureLedgerTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T10:00:00.123456Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("ledger.jsonl");
  }

  private DisclosureLedger open() {
    return DisclosureLedger.open(file, CLOCK);
  }

  private void write(int sessions) {
    try (DisclosureLedger ledger = open()) {
      for (int i = 0; i < sessions; i++) {
        ledger.append(Kind.ASKED, Map.of("query", "q" + i));
        ledger.append(Kind.CHARGED, Map.of("session", "s" + i));
        ledger.append(Kind.OPENED, Map.of("session", "s" + i, "labels", "keep, count"));
      }
    }
  }

  @Test
  void append_thenEntries_givesThemBackInOrder() {
    try (DisclosureLedger ledger = open()) {
      ledger.append(Kind.ASKED, Map.of("name", "tricky \"\\\n\u001b[31m é \ud83d\ude00", "query", "q"));
      ledger.append(Kind.DECIDED, Map.of());

      List<LedgerEntry> entries = ledger.entries();
      assertThat(entries).hasSize(2);
      assertThat(entries.get(0).fields()).containsEntry("name", "tricky \"\\\n\u001b[31m é \ud83d\ude00");
      assertThat(entries.get(0).time()).isEqualTo(Instant.parse("2026-01-31T10:00:00.123Z"));
      assertThat(entries.get(1).previous()).isEqualTo(entries.get(0).hash());
      assertThat(ledger.verify().isWhole()).isTrue();
      assertThat(ledger.verify().head()).isEqualTo(entries.get(1).hash());
    }
  }

  @Test
  void hash_ofAKnownEntry_neverChanges() throws IOException {
    try (DisclosureLedger ledger = open()) {
      ledger.append(Kind.ASKED, Map.of("query", "q"));
    }

    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"number\":1,\"time\":\"2026-01-31T10:00:00.123Z\",\"kind\":\"asked\",\"fields\":{\"query\":\"q\"},\"previous\":\""
                + "0".repeat(64) + "\",\"hash\":\"eca077bde8940732a0e73041139ece8652e286ff754251fcba80976d6019810a\"}\n");
  }

  @Test
  void open_again_continuesTheChain() {
    write(2);
    write(1);

    LedgerChain chain = DisclosureLedger.read(file, entry -> {});
    assertThat(chain.isWhole()).isTrue();
    assertThat(chain.entries()).isEqualTo(9);
  }

  @Test
  void verify_afterAnyChangeOfAByte_namesThatLineOrTheNext() throws IOException {
    write(3);
    byte[] bytes = Files.readAllBytes(file);
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int i = 0; i < 500; i++) {
      byte[] changed = bytes.clone();
      int position = random.nextInt(bytes.length);
      changed[position] ^= (byte) (1 << random.nextInt(7));
      Files.write(file, changed);
      long line = 1 + new String(bytes, 0, position, StandardCharsets.US_ASCII).chars().filter(c -> c == '\n').count();

      LedgerChain chain = DisclosureLedger.read(file, entry -> {});
      assertThat(chain.isWhole()).as("seed %d, byte %d", seed, position).isFalse();
      assertThat(chain.entries()).as("seed %d, byte %d", seed, position).isEqualTo(line - 1);
      chain.broken().ifPresent(broken -> assertThat(broken.line()).isEqualTo(line));
    }
  }

  @Test
  void verify_afterALineWasRemovedSwappedDoubledOrRewritten_namesIt() throws IOException {
    write(2);
    List<String> lines = Files.readAllLines(file);

    List<String> removed = new ArrayList<>(lines);
    removed.remove(2);
    assertBroken(removed, 3, "number 4, expected 3");
    List<String> swapped = new ArrayList<>(lines);
    swapped.set(1, lines.get(2));
    swapped.set(2, lines.get(1));
    assertBroken(swapped, 2, "number 3, expected 2");
    List<String> doubled = new ArrayList<>(lines);
    doubled.add(1, lines.get(0));
    assertBroken(doubled, 2, "number 1, expected 2");
    List<String> spaced = new ArrayList<>(lines);
    spaced.set(0, lines.get(0) + " ");
    assertBroken(spaced, 1, "not an entry");
    List<String> respelled = new ArrayList<>(lines);
    respelled.set(0, lines.get(0).replace("asked", "\\u0061sked"));
    assertBroken(respelled, 1, "spelled differently");
    List<String> surrogate = new ArrayList<>(lines);
    surrogate.set(0, lines.get(0).replace("q0", "\\ud800"));
    assertBroken(surrogate, 1, "not an entry");
    List<String> empty = new ArrayList<>(lines);
    empty.add(0, "");
    assertBroken(empty, 1, "not an entry");
    List<String> rewritten = new ArrayList<>(lines);
    rewritten.set(1, LedgerLine.write(LedgerEntry.after(LedgerLine.parse(lines.get(0)).hash(), 2, CLOCK.instant(), Kind.ABORTED, Map.of())));
    assertBroken(rewritten, 3, "does not follow");
  }

  private void assertBroken(List<String> lines, long line, String reason) throws IOException {
    Files.write(file, lines);
    LedgerChain chain = DisclosureLedger.read(file, entry -> {});
    assertThat(chain.broken()).hasValueSatisfying(broken -> {
      assertThat(broken.line()).isEqualTo(line);
      assertThat(broken.reason()).contains(reason);
    });
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("ledger.jsonl:" + line + ": ").hasMessageContaining(reason).hasMessageContaining("move the ledger aside");
  }

  @Test
  void open_afterATornLine_movesItAsideAndSaysSo() throws IOException {
    write(1);
    byte[] whole = Files.readAllBytes(file);
    int lastLine = new String(whole, StandardCharsets.US_ASCII).lastIndexOf('\n', whole.length - 2) + 1;

    for (int length : new int[] {lastLine + 1, (lastLine + whole.length) / 2, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      Files.deleteIfExists(folder.resolve("ledger.jsonl.torn-3"));
      assertThat(DisclosureLedger.read(file, entry -> {}).tornBytes()).isEqualTo(length - lastLine);
      assertThat(DisclosureLedger.read(file, entry -> {}).isWhole()).isFalse();

      try (DisclosureLedger ledger = open()) {
        assertThat(ledger.verify().isWhole()).isTrue();
        LedgerEntry recovered = ledger.entries().get(2);
        assertThat(recovered.kind()).isEqualTo(Kind.RECOVERED);
        assertThat(recovered.fields()).containsEntry("bytes", String.valueOf(length - lastLine)).containsEntry("file", "ledger.jsonl.torn-3");
        assertThat(ledger.entries().get(3).fields()).containsEntry("session", "s0").containsEntry("reason", "node stopped");
      }
      assertThat(Files.readAllBytes(folder.resolve("ledger.jsonl.torn-3"))).isEqualTo(java.util.Arrays.copyOfRange(whole, lastLine, length));
    }
  }

  @Test
  void open_afterAKill_abortsWhatWasChargedAndNeverEnded() {
    try (DisclosureLedger ledger = open()) {
      for (String session : List.of("opened", "aborted", "lost", "lost2")) {
        ledger.append(Kind.CHARGED, Map.of("session", session));
      }
      ledger.append(Kind.OPENED, Map.of("session", "opened"));
      ledger.append(Kind.ABORTED, Map.of("session", "aborted", "reason", "peer west"));
    }

    try (DisclosureLedger ledger = open()) {
      List<LedgerEntry> entries = ledger.entries();
      assertThat(entries.subList(6, entries.size())).extracting(LedgerEntry::kind).containsExactly(Kind.ABORTED, Kind.ABORTED);
      assertThat(entries.subList(6, entries.size())).extracting(entry -> entry.fields().get("session")).containsExactly("lost", "lost2");
    }
    try (DisclosureLedger ledger = open()) {
      assertThat(ledger.entries()).as("nothing is aborted twice").hasSize(8);
    }
  }

  @Test
  void open_twice_isRefused() {
    try (DisclosureLedger ledger = open()) {
      assertThatThrownBy(this::open).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("another node");
      ledger.append(Kind.ASKED, Map.of());
    }
    open().close();
  }

  @Test
  void open_whereNothingCanBeWritten_saysSo() {
    file = folder.resolve("absent/ledger.jsonl");

    assertThatThrownBy(this::open).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("folder must exist");
    assertThatThrownBy(() -> DisclosureLedger.read(file, entry -> {})).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("does not exist");
  }

  @Test
  void append_ofWhatDoesNotFit_leavesTheLedgerWhole() {
    try (DisclosureLedger ledger = open()) {
      assertThatThrownBy(() -> ledger.append(Kind.CHARGED, Map.of())).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ledger.append(Kind.OPENED, Map.of())).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ledger.append(Kind.ASKED, Map.of("Bad Name", "x"))).isInstanceOf(IllegalArgumentException.class);
      ledger.append(Kind.ASKED, Map.of("name", "x".repeat(100_000), "half", "\ud800"));

      assertThat(ledger.verify().isWhole()).isTrue();
      assertThat(ledger.entries()).hasSize(1);
    }
  }

  @Test
  void append_afterTheDiskWasFull_goesOnAfterTheLastWholeLine() {
    try (DisclosureLedger ledger = open()) {
      ledger.append(Kind.ASKED, Map.of("query", "before"));
      DisclosureLedger.Disk whole = ledger.disk;
      ledger.disk = (channel, bytes) -> {
        whole.write(channel, Arrays.copyOf(bytes, bytes.length / 2));
        throw new IOException("No space left on device");
      };
      for (String query : List.of("long ".repeat(500), "short")) {
        assertThatThrownBy(() -> ledger.append(Kind.ASKED, Map.of("query", query)))
            .isInstanceOf(InvalidConfiguration.class).hasMessageContaining("No space left on device");
        assertThat(ledger.isWritable()).isFalse();
      }
      ledger.disk = whole;

      ledger.append(Kind.ASKED, Map.of("query", "after"));

      assertThat(ledger.isWritable()).isTrue();
      assertThat(ledger.verify().isWhole()).isTrue();
      assertThat(ledger.entries()).extracting(entry -> entry.fields().get("query")).containsExactly("before", "after");
    }
    try (DisclosureLedger again = open()) {
      assertThat(again.entries()).hasSize(2);
    }
  }

  @Test
  void append_afterClose_isRefused() {
    DisclosureLedger ledger = open();
    ledger.close();

    assertThatThrownBy(() -> ledger.append(Kind.ASKED, Map.of())).isInstanceOf(InvalidConfiguration.class);
  }

  @Test
  void read_ofAnythingElse_isBrokenInLineOne() throws IOException {
    for (String content : List.of("\n", "{}\n", "hello\n", "[1]\n", "{\"number\":1}\n", "\u0000\n", "{\"number\":99999999999999999999\n")) {
      Files.writeString(file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);

      assertThat(DisclosureLedger.read(file, entry -> {}).broken()).as(content).hasValueSatisfying(broken -> assertThat(broken.line()).isEqualTo(1));
    }
    Files.write(file, new byte[(8 << 20) + 1]);
    assertThat(DisclosureLedger.read(file, entry -> {}).broken())
        .contains(new LedgerChain.Broken(1, "is longer than any entry"));
    Files.writeString(file, "");
    assertThat(DisclosureLedger.read(file, entry -> {}).isWhole()).isTrue();
  }

  /** Within one process Java itself keeps a second one out; only another process shows whether the file is locked, also once it was read. */
  @Test
  void open_inAnotherProcess_isRefusedAsLongAsTheLedgerIsOpen() throws Exception {
    write(1);
    try (DisclosureLedger ledger = open()) {
      assertThat(ledger.entries()).hasSize(3);

      assertThat(openedByAnotherProcess()).contains("is being written by another node");
    }
    assertThat(openedByAnotherProcess()).isEqualTo("opened");
  }

  private String openedByAnotherProcess() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), OtherNode.class.getName(), file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream said = other.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Opens a ledger, in a process of its own. */
  static final class OtherNode {
    private OtherNode() {}

    public static void main(String[] arguments) {
      try (DisclosureLedger ledger = DisclosureLedger.open(Path.of(arguments[0]), CLOCK)) {
        System.out.print("opened");
      } catch (InvalidConfiguration refused) {
        System.out.print(refused.getMessage());
      }
    }
  }
}
