package org.jointly.protocols.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrgTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void nextLongs_inPieces_equalsOneDraw() {
    long[] whole = new long[2000];
    new Prg(KEY, "test").nextLongs(whole);

    Prg prg = new Prg(KEY, "test");
    long[] pieces = new long[2000];
    for (int at = 0, size = 0; at < 2000; at += size, size++) {
      prg.nextLongs(pieces, at, Math.min(2000, at + size));
    }

    assertThat(pieces).isEqualTo(whole);
  }

  @Test
  void streams_ofOtherPurposeOrKey_differ() {
    byte[] otherKey = KEY.clone();
    otherKey[31] = 1;

    assertThat(draw(new Prg(KEY, "a"))).isEqualTo(draw(new Prg(KEY, "a")));
    assertThat(draw(new Prg(KEY, "a"))).isNotEqualTo(draw(new Prg(KEY, "b")));
    assertThat(draw(new Prg(KEY, "a"))).isNotEqualTo(draw(new Prg(otherKey, "a")));
  }

  @Test
  void nextLongs_neverRepeatsAWordInAMegabyte() {
    long[] words = new long[1 << 17];
    new Prg(KEY, "test").nextLongs(words);

    assertThat(Arrays.stream(words).distinct().count()).isEqualTo(words.length);
  }

  @Test
  void nextBytes_areTheWordsLittleEndian() {
    byte[] bytes = new byte[11];
    new Prg(KEY, "test").nextBytes(bytes);
    long word = draw(new Prg(KEY, "test"))[0];

    for (int i = 0; i < 8; i++) {
      assertThat(bytes[i]).isEqualTo((byte) (word >>> 8 * i));
    }
  }

  @Test
  void newPrg_withAShortKey_isRefused() {
    assertThatThrownBy(() -> new Prg(new byte[15], "test")).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Prg(KEY, "test")).hasToString("Prg[redacted]");
  }

  private static long[] draw(Prg prg) {
    long[] words = new long[4];
    prg.nextLongs(words);
    return words;
  }
}
