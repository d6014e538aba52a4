package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.wire.Bytes32;

/**
 * A lot while it is made: encrypted as it comes, claimed by nobody before {@link #commit}. Closing it without destroys it; so does a
 * crash, but for one after {@link #seal}.
 *
 * <p>Used by one thread at a time.
 */
public final class NewLot implements MaterialSink, AutoCloseable {
  private final MaterialFolder store;
  private Path folder;
  private final Path whole;
  private final Description description;
  private final byte[] salt;
  private final LotCipher cipher;
  private final SecureRandom random;
  private final SortedMap<String, Shelf> shelves = new TreeMap<>();
  private byte[] keyShare = new byte[0];
  private Optional<LotHeader> sealed = Optional.empty();
  private boolean ended;

  /** What is known of it beforehand. */
  record Description(Bytes32 id, Bytes32 roster, String suite, String field, Instant madeAt) {}

  /**
   * @param folder where it is while it is not whole
   * @param whole where it is then
   */
  NewLot(MaterialFolder store, Path folder, Path whole, Description description, StorageKey key, SecureRandom random)
      throws IOException {
    this.store = store;
    this.folder = folder;
    this.whole = whole;
    this.description = description;
    this.random = random;
    this.salt = new byte[LotFolder.SALT_BYTES];
    random.nextBytes(salt);
    this.cipher = key.cipher(salt);
    Durable.createFolder(folder);
    Durable.force(folder.getParent());
  }

  /** Pieces of one kind; those that do not fill a chunk yet wait. */
  private final class Shelf {
    private final String name;
    private final int pieceBytes;
    private final FileChannel file;
    private byte[] waiting = new byte[0];
    private long chunks;
    private long count;

    Shelf(String name, int pieceBytes) throws IOException {
      this.name = name;
      this.pieceBytes = pieceBytes;
      this.file = Durable.create(LotFolder.file(folder, name));
    }

    void put(byte[] pieces) throws IOException {
      byte[] all = Arrays.copyOf(waiting, waiting.length + pieces.length);
      System.arraycopy(pieces, 0, all, waiting.length, pieces.length);
      count += pieces.length / pieceBytes;
      LotHeader.Kind kind = kind();
      int chunkBytes = kind.chunkPieces() * pieceBytes;
      int written = 0;
      for (; all.length - written >= chunkBytes; written += chunkBytes) {
        write(Arrays.copyOfRange(all, written, written + chunkBytes));
      }
      waiting = Arrays.copyOfRange(all, written, all.length);
    }

    private void write(byte[] pieces) throws IOException {
      Durable.write(file, cipher.sealChunk(name, chunks, pieces), kind().offset(chunks));
      chunks++;
    }

    void finish() throws IOException {
      if (waiting.length > 0) {
        write(waiting);
        waiting = new byte[0];
      }
      file.force(true);
      file.close();
    }

    LotHeader.Kind kind() {
      return new LotHeader.Kind(count, pieceBytes);
    }
  }

  @Override
  public void key(byte[] share) {
    keyShare = share.clone();
  }

  /** @throws DataFailure if the disk does not take it */
  @Override
  public void put(String kind, long count, byte[] pieces) {
    LotHeader.requireName(kind);
    if (count < 1 || pieces.length % count != 0 || pieces.length == 0) {
      throw new IllegalArgumentException(pieces.length + " bytes are not " + count + " pieces");
    }
    int pieceBytes = Math.toIntExact(pieces.length / count);
    try {
      Shelf shelf = shelves.get(kind);
      if (shelf == null) {
        shelf = new Shelf(kind, pieceBytes);
        shelves.put(kind, shelf);
      } else if (shelf.pieceBytes != pieceBytes) {
        throw new IllegalArgumentException("pieces of a kind have one length");
      }
      shelf.put(pieces);
    } catch (IOException failed) {
      throw full(failed);
    }
  }

  private static DataFailure full(IOException failure) {
    return new DataFailure("material cannot be stored (" + Durable.reason(failure) + "); make room and begin again", failure);
  }

  /**
   * Nothing is added any more, and all of it is on the disk when it returns; what is left is a change of its name, which a full disk
   * does not prevent. A node that is killed now finds a whole lot when it starts: the others may have it, too.
   *
   * @throws DataFailure if the disk does not take it
   */
  public void seal() {
    try {
      for (Shelf shelf : shelves.values()) {
        shelf.finish();
      }
      SortedMap<String, LotHeader.Kind> kinds = new TreeMap<>();
      shelves.forEach((name, shelf) -> kinds.put(name, shelf.kind()));
      LotHeader header = new LotHeader(
          description.id(), description.roster(), description.suite(), description.field(), description.madeAt(), keyShare, kinds);
      byte[] note = cipher.sealNote(LotFolder.HEADER, header.toBytes(), random);
      byte[] bytes = Arrays.copyOf(salt, salt.length + note.length);
      System.arraycopy(note, 0, bytes, salt.length, note.length);
      Durable.replace(folder.resolve(LotFolder.HEADER), bytes);
      LotFolder.of(folder, cipher, header).spend(new TreeMap<>(), random);
      sealed = Optional.of(header);
    } catch (IOException failed) {
      throw full(failed);
    } finally {
      Arrays.fill(keyShare, (byte) 0);
    }
  }

  /**
   * On the disk when it returns, and from then on for sessions to claim.
   *
   * @throws DataFailure if the disk does not take it; there is no lot then
   * @throws IllegalStateException if it is not sealed
   */
  public void commit() {
    LotHeader header = sealed.orElseThrow(() -> new IllegalStateException("the lot is not sealed"));
    try {
      Files.move(folder, whole, StandardCopyOption.ATOMIC_MOVE);
      folder = whole;
      Durable.force(whole.getParent());
      ended = true;
      store.add(LotFolder.of(whole, cipher, header));
    } catch (IOException failed) {
      throw full(failed);
    }
  }

  /** Destroys the lot unless it was committed. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    for (Shelf shelf : shelves.values()) {
      try (FileChannel file = shelf.file) {
        Arrays.fill(shelf.waiting, (byte) 0);
      } catch (IOException ignored) {
        // it is deleted next
      }
    }
    Arrays.fill(keyShare, (byte) 0);
    store.destroyUnfinished(folder);
  }

  @Override
  public String toString() {
    return "NewLot[" + description + ", secret]";
  }
}
