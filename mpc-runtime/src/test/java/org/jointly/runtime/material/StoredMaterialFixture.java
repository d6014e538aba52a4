package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.io.TempDir;

/** A folder of material, what is put in it, and the folder of a lot in it. */
abstract class StoredMaterialFixture {
  static final String FIELD = "2^61-1";
  static final String TRIPLES = "triples";
  static final int PIECE = 48;
  /** Three chunks, the last one not full. */
  static final int COUNT = 3000;
  static final Bytes32 ROSTER = filled(1);
  static final byte[] KEY = "this party's share of the key".getBytes(StandardCharsets.UTF_8);
  static final Instant TODAY = Instant.parse("2026-11-21T08:00:00.123456Z");

  @TempDir Path home;
  final SecureRandom random = new SecureRandom();

  static Bytes32 filled(int value) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return Bytes32.of(bytes);
  }

  /** How sessions know a lot. */
  static byte[] id(int value) {
    return filled(value).bytes();
  }

  MaterialPlace place(Bytes32 roster) {
    return new MaterialPlace(home.resolve("material"), home.resolve("material.key"), roster);
  }

  MaterialFolder open() {
    return MaterialFolder.open(place(ROSTER), random);
  }

  /** Piece i is of bytes that tell i, all of them. */
  static byte[] pieces(int from, int to) {
    byte[] pieces = new byte[(to - from) * PIECE];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = (byte) ((from + i / PIECE) * 31 + i % PIECE);
    }
    return pieces;
  }

  static void make(MaterialFolder store, Bytes32 id, Instant when) {
    try (NewLot lot = store.make(id, "spdz", FIELD, when)) {
      lot.key(KEY);
      lot.put(TRIPLES, 1000, pieces(0, 1000));
      lot.put("masks 1", 2, new byte[6]);
      lot.put(TRIPLES, COUNT - 1000, pieces(1000, COUNT));
      lot.seal();
      lot.commit();
    }
  }

  Path lotFolder() throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("material"))) {
      return folders.filter(folder -> folder.getFileName().toString().startsWith("lot-")).findFirst().orElseThrow();
    }
  }
}
