package org.jointly.runtime.material;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.runtime.wire.Bytes32;

/**
 * What a lot is, and the share of the key its pieces are bound to.
 *
 * @param id the same at every party
 * @param roster the digest of the roster it was made with
 * @param suite its name in the catalogue
 * @param field its label
 * @param madeAt the same at every party, to the millisecond
 * @param keyShare secret
 * @param kinds by name
 */
record LotHeader(
    Bytes32 id, Bytes32 roster, String suite, String field, Instant madeAt, byte[] keyShare, SortedMap<String, Kind> kinds) {
  private static final String FORM = "jointly/lot/1";
  private static final Limits LIMITS = new Limits(1 << 16, 4096);
  private static final int MOST_KEY_BYTES = 1024;
  private static final int MOST_PIECE_BYTES = 1 << 16;
  /** They become names of files. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9 ]{0,31}");

  /** Bytes of a chunk, about: what is read for a single piece. */
  private static final int CHUNK_BYTES = 1 << 16;

  /**
   * Pieces of one kind.
   *
   * @param count how many were made
   * @param pieceBytes of each
   */
  record Kind(long count, int pieceBytes) {
    Kind {
      if (count < 0 || pieceBytes < 1 || pieceBytes > MOST_PIECE_BYTES) {
        throw new IllegalArgumentException(count + " pieces of " + pieceBytes + " bytes");
      }
    }

    /** Pieces in every chunk but the last. */
    int chunkPieces() {
      return Math.max(1, CHUNK_BYTES / pieceBytes);
    }

    long chunks() {
      return (count + chunkPieces() - 1) / chunkPieces();
    }

    int piecesIn(long chunk) {
      return (int) Math.min(chunkPieces(), count - chunk * chunkPieces());
    }

    /** Where a chunk is in the file. */
    long offset(long chunk) {
      return chunk * sealedBytes(chunkPieces());
    }

    int sealedBytes(int pieces) {
      return pieces * pieceBytes + LotCipher.TAG_BYTES;
    }
  }

  LotHeader {
    keyShare = keyShare.clone();
    kinds = new TreeMap<>(kinds);
    kinds.keySet().forEach(LotHeader::requireName);
  }

  static void requireName(String kind) {
    if (!NAME.matcher(kind).matches()) {
      throw new IllegalArgumentException("a kind of material has a name like 'masks 1'");
    }
  }

  byte[] toBytes() {
    CanonicalWriter out = new CanonicalWriter(FORM, LIMITS)
        .bytes(id.bytes())
        .bytes(roster.bytes())
        .text(suite)
        .text(field)
        .whole(madeAt.toEpochMilli())
        .bytes(keyShare)
        .count(kinds.size());
    kinds.forEach((name, kind) -> out.text(name).whole(kind.count()).whole(kind.pieceBytes()));
    return out.toBytes();
  }

  /** @throws CanonicalFormException if these are not the bytes of a header */
  static LotHeader fromBytes(byte[] bytes) {
    CanonicalReader in = new CanonicalReader(FORM, LIMITS, bytes);
    Bytes32 id = bytes32(in);
    Bytes32 roster = bytes32(in);
    String suite = in.text();
    String field = in.text();
    Instant madeAt = Instant.ofEpochMilli(in.whole());
    byte[] keyShare = in.bytes(MOST_KEY_BYTES);
    SortedMap<String, Kind> kinds = new TreeMap<>();
    int count = in.count();
    for (int i = 0; i < count; i++) {
      String name = in.text();
      kinds.put(name, new Kind(in.whole(0, Long.MAX_VALUE), (int) in.whole(1, MOST_PIECE_BYTES)));
    }
    in.end();
    return new LotHeader(id, roster, suite, field, madeAt, keyShare, kinds);
  }

  private static Bytes32 bytes32(CanonicalReader in) {
    byte[] bytes = in.bytes(Bytes32.LENGTH);
    if (bytes.length != Bytes32.LENGTH) {
      throw new IllegalArgumentException("expected " + Bytes32.LENGTH + " bytes, got " + bytes.length);
    }
    return Bytes32.of(bytes);
  }

  @Override
  public byte[] keyShare() {
    return keyShare.clone();
  }

  @Override
  public String toString() {
    return "LotHeader[" + id + ", " + field + ", " + kinds + ", secret]";
  }
}
