package org.jointly.protocols.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFieldTest {

  @ParameterizedTest
  @CsvSource({"2,2", "3,2", "4,3", "7,3", "8,4", "15,4", "16,5", "31,5"})
  void forParties_isTheSmallestFieldWithAPointForEach(int parties, int degree) {
    assertThat(BinaryField.forParties(parties).degree()).isEqualTo(degree);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void forParties_outOfRange_isRefused(int parties) {
    assertThatThrownBy(() -> BinaryField.forParties(parties)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 15, 31})
  void multiply_ofAllPairs_agreesWithPolynomialDivision(int parties) {
    BinaryField field = BinaryField.forParties(parties);
    int size = 1 << field.degree();
    int[] left = new int[size * size];
    int[] right = new int[size * size];
    for (int i = 0; i < size * size; i++) {
      left[i] = i / size;
      right[i] = i % size;
    }

    long[] product = slice(field, left);
    field.multiply(product, slice(field, right), product);

    for (int i = 0; i < size * size; i++) {
      assertThat(lane(field, product, i)).isEqualTo(naiveProduct(field, left[i], right[i]));
      assertThat(field.product(new long[] {left[i]}, new long[] {right[i]})[0])
          .isEqualTo(naiveProduct(field, left[i], right[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 15, 31})
  void addScaled_byEveryScalar_agreesWithPolynomialDivision(int parties) {
    BinaryField field = BinaryField.forParties(parties);
    long seed = System.nanoTime();
    System.out.println("BinaryFieldTest seed " + seed);
    Random random = new Random(seed);
    int[] vector = random.ints(200, 0, 1 << field.degree()).toArray();
    int[] start = random.ints(200, 0, 1 << field.degree()).toArray();
    for (int factor = 0; factor < 1 << field.degree(); factor++) {
      long[] sum = slice(field, start);
      field.addScaled(sum, slice(field, vector), new long[] {factor});

      for (int i = 0; i < vector.length; i++) {
        assertThat(lane(field, sum, i)).isEqualTo(start[i] ^ naiveProduct(field, vector[i], factor));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 15, 31})
  void reciprocal_ofEveryNonzeroScalar_multipliesToOne(int parties) {
    BinaryField field = BinaryField.forParties(parties);
    for (int i = 1; i < 1 << field.degree(); i++) {
      assertThat(field.product(field.point(i), field.reciprocal(field.point(i)))[0]).isEqualTo(1);
    }
    assertThatThrownBy(() -> field.reciprocal(field.point(0))).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void operations_onHalfAPlane_areRefused() {
    BinaryField field = BinaryField.forParties(3);

    assertThatThrownBy(() -> field.multiply(new long[3], new long[3], new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> field.point(4)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int naiveProduct(BinaryField field, int a, int b) {
    int product = 0;
    for (int i = 0; i < field.degree(); i++) {
      product ^= (b >> i & 1) * (a << i);
    }
    int polynomial = new int[] {0, 0, 0b111, 0b1011, 0b10011, 0b100101}[field.degree()];
    for (int i = 2 * field.degree(); i >= field.degree(); i--) {
      if ((product >> i & 1) != 0) {
        product ^= polynomial << i - field.degree();
      }
    }
    return product;
  }

  private static long[] slice(BinaryField field, int[] elements) {
    int words = BinaryField.words(elements.length);
    long[] planes = new long[field.degree() * words];
    for (int i = 0; i < elements.length; i++) {
      for (int j = 0; j < field.degree(); j++) {
        planes[j * words + i / 64] |= (elements[i] >> j & 1L) << i;
      }
    }
    return planes;
  }

  private static int lane(BinaryField field, long[] planes, int lane) {
    int words = planes.length / field.degree();
    int element = 0;
    for (int j = 0; j < field.degree(); j++) {
      element |= (int) (planes[j * words + lane / 64] >>> lane & 1) << j;
    }
    return element;
  }
}
