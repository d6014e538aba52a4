package org.jointly.protocols.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IntegerVectorTest {
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
  private static final BigInteger SMALLEST = BigInteger.ONE.shiftLeft(127).negate();

  @Test
  void repeated_isTheVectorOfThatValue() {
    assertThat(IntegerVector.repeated(3, -7)).isEqualTo(IntegerVector.of(-7, -7, -7));
    assertThat(IntegerVector.repeated(0, 5)).isEqualTo(IntegerVector.zeros(0));
    assertThat(IntegerVector.repeated(3, BigInteger.valueOf(-7))).isEqualTo(IntegerVector.of(-7, -7, -7));
    assertThat(IntegerVector.repeated(2, SMALLEST)).isEqualTo(IntegerVector.of(List.of(SMALLEST, SMALLEST)));
    assertThat(IntegerVector.repeated(2, LARGEST).at(1)).isEqualTo(LARGEST);
  }

  @Test
  void valueOfMoreThan127Bits_isRefused() {
    BigInteger larger = LARGEST.add(BigInteger.ONE);
    BigInteger smaller = SMALLEST.subtract(BigInteger.ONE);

    assertThatThrownBy(() -> IntegerVector.repeated(1, larger)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IntegerVector.of(List.of(BigInteger.ONE, smaller)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("element 1 needs more than 127 bits and a sign");
  }

  @Test
  void ofHalves_ofValuesThatFitLongs_isTheVectorOfThese() {
    assertThat(IntegerVector.ofHalves(new long[] {5, -5}, new long[] {0, -1})).isEqualTo(IntegerVector.of(5, -5));
    assertThat(IntegerVector.ofHalves(new long[] {5}, new long[] {1}).at(0)).isEqualTo(BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(5)));
    assertThatThrownBy(() -> IntegerVector.ofHalves(new long[1], new long[2])).isInstanceOf(IllegalArgumentException.class);
  }

  /** It may hold a site's own numbers. */
  @Test
  void vector_isACopy_andDoesNotTellWhatItHolds() {
    long[] values = {4711};
    IntegerVector vector = IntegerVector.of(values);

    values[0] = 0;

    assertThat(vector.longAt(0)).isEqualTo(4711);
    assertThat(vector.toString()).doesNotContain("4711");
  }
}
