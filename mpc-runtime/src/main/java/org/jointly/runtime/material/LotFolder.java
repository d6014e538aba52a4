package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.material.LotCipher.Damaged;

/**
 * The files of one lot.
 *
 * <pre>
 *   header        32 bytes of salt, then the {@link LotHeader}, encrypted
 *   spent         how many pieces of each kind are used up, encrypted; written anew before every use
 *   claimed       there while a session has the lot
 *   triples …     the pieces, chunk after chunk, each encrypted; used ones are overwritten
 * </pre>
 */
final class LotFolder {
  static final String HEADER = "header";
  static final int SALT_BYTES = 32;

  private static final String SPENT = "spent";
  private static final String CLAIMED = "claimed";
  private static final String SPENT_FORM = "jointly/spent/1";
  private static final Limits LIMITS = new Limits(1 << 16, 4096);
  private static final int MOST_NOTE_BYTES = 1 << 17;

  private final Path folder;
  private final LotCipher cipher;
  private final LotHeader header;
  private volatile boolean damaged;

  private LotFolder(Path folder, LotCipher cipher, LotHeader header) {
    this.folder = folder;
    this.cipher = cipher;
    this.header = header;
  }

  /** @throws DataFailure if the header is not what was written */
  static LotFolder read(Path folder, StorageKey key) {
    Path file = folder.resolve(HEADER);
    try {
      byte[] bytes = small(file);
      if (bytes.length < SALT_BYTES) {
        throw damaged(file);
      }
      LotCipher cipher = key.cipher(Arrays.copyOf(bytes, SALT_BYTES));
      byte[] text = cipher.openNote(HEADER, Arrays.copyOfRange(bytes, SALT_BYTES, bytes.length));
      return new LotFolder(folder, cipher, LotHeader.fromBytes(text));
    } catch (Damaged | IllegalArgumentException wrong) {
      throw damaged(file);
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  private static byte[] small(Path file) throws IOException {
    if (Files.size(file) > MOST_NOTE_BYTES) {
      throw damaged(file);
    }
    return Files.readAllBytes(file);
  }

  private static DataFailure damaged(Path file) {
    return new DataFailure("stored material " + name(file) + " is damaged, or of another key, and not used; remove the folder "
        + file.getParent().getFileName() + " at this site and make new material");
  }

  private static DataFailure unreadable(Path file, IOException failure) {
    return new DataFailure("stored material " + name(file) + " cannot be read (" + Durable.reason(failure) + ")", failure);
  }

  /** Says enough to the operator, and nothing about his disk to others. */
  private static Path name(Path file) {
    return file.getParent().getFileName().resolve(file.getFileName());
  }

  static LotFolder of(Path folder, LotCipher cipher, LotHeader header) {
    return new LotFolder(folder, cipher, header);
  }

  LotHeader header() {
    return header;
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** Whether a lot that was being made lacks nothing: what is written last is there. */
  static boolean isSealed(Path folder) {
    return Files.exists(folder.resolve(HEADER)) && Files.exists(folder.resolve(SPENT));
  }

  /** Its operator may delete it at any time. */
  boolean exists() {
    return Files.isDirectory(folder);
  }

  boolean isClaimed() {
    return Files.exists(folder.resolve(CLAIMED));
  }

  void claim() throws IOException {
    Durable.create(folder.resolve(CLAIMED)).close();
    Durable.force(folder);
  }

  void release() throws IOException {
    Files.deleteIfExists(folder.resolve(CLAIMED));
    Durable.force(folder);
  }

  void destroy() throws IOException {
    destroy(folder);
  }

  /** Killed halfway, it leaves no lot: the name goes first, then the salt, without which the pieces are noise, also to the storage key. */
  static void destroy(Path folder) throws IOException {
    Path gone = MaterialPlace.gone(folder);
    Durable.delete(gone);
    Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
    Durable.force(gone.getParent());
    Path header = gone.resolve(HEADER);
    if (Files.exists(header)) {
      Durable.overwrite(header, SALT_BYTES);
    }
    Durable.delete(gone);
  }

  /** Whether pieces turned out to be other than what was written. */
  boolean isDamaged() {
    return damaged;
  }

  /**
   * How many pieces of each kind are used up.
   *
   * @throws DataFailure if that cannot be known for sure
   */
  SortedMap<String, Long> spent() {
    Path file = folder.resolve(SPENT);
    try {
      CanonicalReader in = new CanonicalReader(SPENT_FORM, LIMITS, cipher.openNote(SPENT, small(file)));
      SortedMap<String, Long> spent = new TreeMap<>();
      for (String kind : header.kinds().keySet()) {
        spent.put(kind, in.whole(0, header.kinds().get(kind).count()));
      }
      in.end();
      return spent;
    } catch (NoSuchFileException | Damaged | CanonicalFormException wrong) {
      throw damaged(file);
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
  }

  /** How many pieces of each kind are left when so many are used up. */
  SortedMap<String, Long> left(SortedMap<String, Long> spent) {
    SortedMap<String, Long> left = new TreeMap<>();
    header.kinds().forEach((name, kind) -> left.put(name, kind.count() - spent.get(name)));
    return left;
  }

  /** On the disk when it returns. */
  void spend(SortedMap<String, Long> spent, SecureRandom random) throws IOException {
    CanonicalWriter out = new CanonicalWriter(SPENT_FORM, LIMITS);
    header.kinds().keySet().forEach(kind -> out.whole(spent.getOrDefault(kind, 0L)));
    Durable.replace(folder.resolve(SPENT), cipher.sealNote(SPENT, out.toBytes(), random));
  }

  /** The pieces from one to another, of those that were made. */
  byte[] pieces(String name, long from, long to) {
    LotHeader.Kind kind = header.kinds().get(name);
    Path file = file(folder, name);
    ByteBuffer pieces = ByteBuffer.allocate(Math.toIntExact((to - from) * kind.pieceBytes()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long chunk = from / kind.chunkPieces(); chunk * kind.chunkPieces() < to; chunk++) {
        byte[] sealed = new byte[kind.sealedBytes(kind.piecesIn(chunk))];
        if (channel.read(ByteBuffer.wrap(sealed), kind.offset(chunk)) < sealed.length) {
          throw new Damaged();
        }
        byte[] opened = cipher.openChunk(name, chunk, sealed);
        long first = chunk * kind.chunkPieces();
        int begin = (int) (Math.max(from, first) - first) * kind.pieceBytes();
        int end = (int) (Math.min(to, first + kind.piecesIn(chunk)) - first) * kind.pieceBytes();
        pieces.put(opened, begin, end - begin);
      }
    } catch (Damaged | NoSuchFileException wrong) {
      damaged = true;
      throw damaged(file);
    } catch (IOException failed) {
      throw unreadable(file, failed);
    }
    return pieces.array();
  }

  /** Overwrites the chunks that are used up: nobody needs them, and who takes the disk later should not have them. */
  void forget(String name, long from, long to) throws IOException {
    LotHeader.Kind kind = header.kinds().get(name);
    long first = from / kind.chunkPieces();
    long end = to == kind.count() ? kind.chunks() : to / kind.chunkPieces();
    if (first < end) {
      try (FileChannel channel = FileChannel.open(file(folder, name), StandardOpenOption.WRITE)) {
        for (long chunk = first; chunk < end; chunk++) {
          Durable.write(channel, new byte[kind.sealedBytes(kind.piecesIn(chunk))], kind.offset(chunk));
        }
      }
    }
  }

  static Path file(Path folder, String kind) {
    return folder.resolve(kind.replace(' ', '-') + ".pieces");
  }

  long bytes() {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return "LotFolder[" + folder.getFileName() + "]";
  }
}
