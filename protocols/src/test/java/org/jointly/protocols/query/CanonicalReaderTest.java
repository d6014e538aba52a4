package org.jointly.protocols.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CanonicalReaderTest {
  private static final Limits PLENTY = new Limits(1000, 1000);

  private static byte[] threeValues() {
    CanonicalWriter out = new CanonicalWriter("test", PLENTY);
    for (int i = 0; i < 3; i++) {
      out.tagged(i, () -> {});
    }
    return out.toBytes();
  }

  private static int read(Limits limits) {
    CanonicalReader in = new CanonicalReader("test", limits, threeValues());
    int last = 0;
    for (int i = 0; i < 3; i++) {
      last = in.tagged(tag -> tag);
    }
    in.end();
    return last;
  }

  @Test
  void tagged_moreOftenThanTheLimit_isRefused() {
    assertThat(read(new Limits(1000, 3))).isEqualTo(2);
    assertThatThrownBy(() -> read(new Limits(1000, 2))).isInstanceOf(CanonicalFormException.class).hasMessageContaining("more than 2 values");
  }

  @Test
  void constructor_ofMoreBytesThanTheLimit_isRefused() {
    int length = threeValues().length;

    assertThat(read(new Limits(length, 3))).isEqualTo(2);
    assertThatThrownBy(() -> read(new Limits(length - 1, 3)))
        .isInstanceOf(CanonicalFormException.class).hasMessageContaining("at most " + (length - 1));
  }
}
