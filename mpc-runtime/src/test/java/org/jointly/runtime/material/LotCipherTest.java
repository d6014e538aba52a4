package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LotCipherTest {
  private static final byte[] PIECES = new byte[64];

  private final SecureRandom random = new SecureRandom();
  private final LotCipher cipher = cipher(1, 2);

  private static LotCipher cipher(int key, int salt) {
    byte[] storageKey = new byte[32];
    storageKey[0] = (byte) key;
    return new LotCipher(storageKey, new byte[] {(byte) salt});
  }

  @Test
  void openChunk_ofAnotherKindNumberLotOrNode_isDamaged() throws Exception {
    byte[] sealed = cipher.sealChunk("triples", 3, PIECES);

    assertThat(cipher.openChunk("triples", 3, sealed)).isEqualTo(PIECES);
    assertThatThrownBy(() -> cipher.openChunk("bits", 3, sealed)).isInstanceOf(LotCipher.Damaged.class);
    assertThatThrownBy(() -> cipher.openChunk("triples", 4, sealed)).isInstanceOf(LotCipher.Damaged.class);
    assertThatThrownBy(() -> cipher(1, 3).openChunk("triples", 3, sealed)).isInstanceOf(LotCipher.Damaged.class);
    assertThatThrownBy(() -> cipher(2, 2).openChunk("triples", 3, sealed)).isInstanceOf(LotCipher.Damaged.class);
  }

  /** A nonce is a chunk's number: under one key for all kinds, the XOR of two chunks would be that of their pieces. */
  @Test
  void sealChunk_ofTheSamePieces_isAnotherInEveryKindAndNumber() {
    assertThat(begin("triples", 3)).isNotEqualTo(begin("bits", 3)).isNotEqualTo(begin("triples", 4));
  }

  private byte[] begin(String kind, long number) {
    return Arrays.copyOf(cipher.sealChunk(kind, number, PIECES), 16);
  }

  @Test
  void openNote_ofAnotherNameOrTooShort_isDamaged() throws Exception {
    byte[] sealed = cipher.sealNote("spent", PIECES, random);

    assertThat(cipher.openNote("spent", sealed)).isEqualTo(PIECES);
    assertThatThrownBy(() -> cipher.openNote("header", sealed)).isInstanceOf(LotCipher.Damaged.class);
    assertThatThrownBy(() -> cipher.openNote("spent", new byte[27])).isInstanceOf(LotCipher.Damaged.class);
    assertThatThrownBy(() -> cipher.openNote("spent", new byte[0])).isInstanceOf(LotCipher.Damaged.class);
    assertThat(cipher.sealNote("spent", PIECES, random)).as("nonces are random").isNotEqualTo(sealed);
  }
}
