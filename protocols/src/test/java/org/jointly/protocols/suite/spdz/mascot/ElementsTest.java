package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import org.jointly.protocols.field.PrimeFields;
import org.junit.jupiter.api.Test;

class ElementsTest {
  private static final long[] STRINGS = {90, 91, 8 * 5, 7, -1, -1, 8 * 6, 9};

  @Test
  void ofStrings_over61Bits_takesTheFirstWordOfEach_andZeroForTheModulus() {
    long[] elements = new long[3];

    Elements.ofStrings(PrimeFields.MERSENNE_61, STRINGS, 1, elements);

    assertThat(elements).containsExactly(5, 0, 6);
  }

  @Test
  void ofStrings_over127Bits_takesBothWordsOfEach_andZeroForTheModulus() {
    long[] elements = new long[6];

    Elements.ofStrings(PrimeFields.MERSENNE_127, STRINGS, 1, elements);

    assertThat(elements).containsExactly(40, 7, 0, 0, 48, 9);
  }

  /** With one element, what is drawn again is as long as what is drawn first. */
  @Test
  void ofStrings_oneElementThatIsTheModulus_isZero() {
    long[] element = {1};

    Elements.ofStrings(PrimeFields.MERSENNE_61, STRINGS, 2, element);

    assertThat(element).containsExactly(0);
  }
}
