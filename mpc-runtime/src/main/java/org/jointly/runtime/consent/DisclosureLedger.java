package org.jointly.runtime.consent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jointly.runtime.consent.LedgerEntry.Kind;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A site's record of what was asked, decided, charged, opened and aborted: a file to which lines are only ever added, each
 * bound to the one before it by its hash, and each on the disk before the next step is taken.
 *
 * <p>Charge, then compute, then open: a session that was charged and never ended (the node was killed) is recorded as
 * aborted when the ledger is next opened. An incomplete last line is moved aside into a file of its own, and the ledger
 * says so. A line that was changed, removed or inserted is found by {@link #verify}; that lines were cut off at the end
 * shows only to someone who noted an earlier {@code head}.
 *
 * <p>A disk that did not take an entry is tried again with the next one: what there is of a line that failed is cut off first.
 *
 * <p>One process writes: a second one is refused. Threads: may be shared. Blocking: {@link #append} returns when the disk
 * has the line.
 */
public final class DisclosureLedger implements AutoCloseable {
  /** The field that tells sessions apart. */
  public static final String SESSION = "session";

  /** The field that says who asked. */
  public static final String ANALYST = "analyst";

  private static final Logger LOG = LoggerFactory.getLogger(DisclosureLedger.class);
  private static final String REASON = "reason";

  private final Path file;
  private final Clock clock;
  private final FileChannel channel;
  private final FileChannel lock;
  /** A test may let it fail, as a full disk would. */
  Disk disk = DisclosureLedger::write;
  /** Where the last whole line ends. */
  private long end;
  private long entries;
  private String head = LedgerEntry.NONE;
  private boolean unwritable;

  /** Puts bytes where a channel is. */
  @FunctionalInterface
  interface Disk {
    void write(FileChannel channel, byte[] bytes) throws IOException;
  }

  private DisclosureLedger(Path file, Clock clock, FileChannel channel, FileChannel lock) {
    this.file = file;
    this.clock = clock;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a ledger for writing, or begins one; ends what a killed node left unfinished.
   *
   * @throws InvalidConfiguration if another process writes it, it cannot be written, or a line of it is broken
   */
  public static DisclosureLedger open(Path file, Clock clock) {
    FileChannel channel = null;
    FileChannel lock = null;
    try {
      boolean fresh = Files.notExists(file);
      channel = writable(file, StandardOpenOption.CREATE);
      lock = writable(lockOf(file), StandardOpenOption.CREATE);
      requireAlone(file, lock);
      if (fresh) {
        forceFolder(file);
      }
      DisclosureLedger ledger = new DisclosureLedger(file, clock, channel, lock);
      ledger.resume();
      return ledger;
    } catch (IOException e) {
      close(channel);
      close(lock);
      throw problem(file, "cannot be opened for writing (" + reason(e) + "); the folder must exist and be writable, and the disk not full");
    } catch (RuntimeException e) {
      close(channel);
      close(lock);
      throw e;
    }
  }

  /** A new file is the owner's to write and the group's to read, if the user's mask leaves that: who asks what is not everybody's to know. */
  private static FileChannel writable(Path file, OpenOption creation) throws IOException {
    FileAttribute<?>[] permissions = file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))}
        : new FileAttribute<?>[0];
    return FileChannel.open(file, Set.of(creation, StandardOpenOption.WRITE), permissions);
  }

  /**
   * Locked in place of the ledger, for a lock of POSIX ends when its process closes the file, however often it has opened it, and a
   * ledger is read by the node that writes it.
   */
  private static Path lockOf(Path file) throws IOException {
    Path real = file.toRealPath();
    return real.resolveSibling(real.getFileName() + ".lock");
  }

  private static void requireAlone(Path file, FileChannel lock) throws IOException {
    FileLock held;
    try {
      held = lock.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      throw problem(file, "is being written by another node; stop that one, or give this node a ledger of its own");
    }
  }

  /** The name of a new file is on the disk only when its folder is. */
  private static void forceFolder(Path file) throws IOException {
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.warn("a ledger could not be closed ({})", e.getClass().getSimpleName());
    }
  }

  private static InvalidConfiguration problem(Path file, String message) {
    return new InvalidConfiguration(List.of(new Problem(file.toString(), 0, message)));
  }

  /** The system's own words, such as "No space left on device", if it gives any beyond the file's name. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException named) {
      return Optional.ofNullable(named.getReason()).orElse(e.getClass().getSimpleName());
    }
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  private void resume() throws IOException {
    Map<String, LedgerEntry> unfinished = new LinkedHashMap<>();
    LedgerChain chain = LedgerChain.walk(file, entry -> {
      String session = entry.fields().get(SESSION);
      if (entry.kind() == Kind.CHARGED) {
        unfinished.put(session, entry);
      } else if (entry.kind() == Kind.OPENED || entry.kind() == Kind.ABORTED) {
        unfinished.remove(session);
      }
    });
    if (chain.broken().isPresent()) {
      LedgerChain.Broken broken = chain.broken().get();
      throw new InvalidConfiguration(List.of(new Problem(file.toString(), (int) broken.line(),
          broken.reason() + "; move the ledger aside for whoever investigates, and begin a new one")));
    }
    entries = chain.entries();
    head = chain.head();
    end = chain.soundBytes();
    if (chain.tornBytes() > 0) {
      moveAside(chain);
    }
    unfinished.forEach((session, charged) -> {
      LOG.warn("session {} was charged and never ended: the node stopped", session);
      append(Kind.ABORTED, Map.of(SESSION, session, REASON, "node stopped"));
    });
  }

  /** Keeps what there is of a line that was never finished, and cuts the ledger back to its last whole line. */
  private void moveAside(LedgerChain chain) throws IOException {
    byte[] tail;
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) chain.tornBytes());
      in.position(chain.soundBytes());
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {
        continue;
      }
      tail = bytes.array();
    }
    Path aside = unused(file.getFileName() + ".torn-" + (chain.entries() + 1));
    try (FileChannel out = writable(aside, StandardOpenOption.CREATE_NEW)) {
      write(out, tail);
      out.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(aside); // the ledger still has it all
      throw e;
    }
    forceFolder(file);
    channel.truncate(chain.soundBytes());
    channel.force(true);
    LOG.warn("ledger {}: its last line was incomplete; {} bytes moved to {}", file, tail.length, aside);
    append(Kind.RECOVERED, Map.of(
        "bytes", String.valueOf(tail.length),
        "file", aside.getFileName().toString(),
        "sha256", HexFormat.of().formatHex(LedgerEntry.sha256().digest(tail))));
  }

  /** What was moved aside earlier is never overwritten. */
  private Path unused(String name) {
    Path aside = file.resolveSibling(name);
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(name + "-" + i);
    }
    return aside;
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /**
   * Adds an entry; returns when the disk has it.
   *
   * @param fields labels and digests, never a value; {@code charged} and {@code opened} name their {@link #SESSION}
   * @throws InvalidConfiguration if it cannot be written; nothing may be opened then
   * @throws IllegalArgumentException if the fields do not fit
   */
  public synchronized LedgerEntry append(Kind kind, Map<String, String> fields) {
    if ((kind == Kind.CHARGED || kind == Kind.OPENED) && !fields.containsKey(SESSION)) {
      throw new IllegalArgumentException("an entry " + kind.label() + " names its session");
    }
    LedgerEntry entry = LedgerEntry.after(head, entries + 1, clock.instant(), kind, fields);
    byte[] line = (LedgerLine.write(entry) + '\n').getBytes(StandardCharsets.US_ASCII);
    try {
      boolean failedBefore = unwritable;
      unwritable = true;
      if (failedBefore) {
        channel.truncate(end);
      }
      channel.position(end);
      disk.write(channel, line);
      channel.force(true);
      unwritable = false;
    } catch (IOException e) {
      throw problem(file, "cannot be written (" + reason(e) + "): is the disk full? The query is not run");
    }
    end += line.length;
    entries = entry.number();
    head = entry.hash();
    return entry;
  }

  /** Whether the last entry could be written; if not, the next one is tried all the same. */
  public synchronized boolean isWritable() {
    return !unwritable;
  }

  /** Everything in it, in order. */
  public List<LedgerEntry> entries() {
    List<LedgerEntry> read = new ArrayList<>();
    read(file, read::add);
    return read;
  }

  /** Walks along the chain and names the first broken line. */
  public LedgerChain verify() {
    return read(file, entry -> {});
  }

  /**
   * Reads any ledger without writing it, also one that a node writes at the moment; its last line may then be unfinished.
   *
   * @param each gets every sound entry in order
   * @throws InvalidConfiguration if there is no such file
   */
  public static LedgerChain read(Path file, Consumer<LedgerEntry> each) {
    try {
      return LedgerChain.walk(file, each);
    } catch (NoSuchFileException e) {
      throw problem(file, "does not exist");
    } catch (IOException e) {
      throw problem(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public synchronized void close() {
    unwritable = true;
    close(channel);
    close(lock);
  }
}
