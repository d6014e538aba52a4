package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;

/**
 * Fractions of secrets, digit by digit, as on paper: a digit is how many multiples of the divisor fit into the remainder, moved up by a
 * place. Exact where no dividend is above its divisor, and nothing is opened.
 *
 * <p>For digits of d bits, per digit: 2^d - 1 comparisons of bits + d bits at once, and one product.
 */
final class LongDivision {
  private final VectorNumeric vectors;
  private final DRes<SecretVector> divisor;
  private final int bits;
  private final int digitBits;

  /** @param bits every divisor is in [0, 2^bits), or its digits mean nothing */
  LongDivision(VectorNumeric vectors, DRes<SecretVector> divisor, int bits, int digitBits) {
    this.vectors = vectors;
    this.divisor = divisor;
    this.bits = bits;
    this.digitBits = digitBits;
  }

  /** A part for each number of digits, in bits. */
  List<DRes<SecretVector>> parts(DRes<SecretVector> dividend, int length, int... parts) {
    List<DRes<SecretVector>> found = new ArrayList<>();
    DRes<SecretVector> rest = dividend;
    for (int part : parts) {
      if (part < 1 || part % digitBits != 0) {
        throw new IllegalArgumentException("a part of " + part + " bits is none of digits of " + digitBits);
      }
      DRes<SecretVector> number = vectors.known(IntegerVector.zeros(length));
      for (int place = 0; place < part; place += digitBits) {
        DRes<SecretVector> moved = vectors.scale(rest, IntegerVector.repeated(length, 1L << digitBits));
        DRes<SecretVector> digit = digit(moved, length);
        rest = vectors.subtract(moved, vectors.multiply(digit, divisor));
        number = vectors.add(vectors.scale(number, IntegerVector.repeated(length, 1L << digitBits)), digit);
      }
      found.add(number);
    }
    return found;
  }

  private DRes<SecretVector> digit(DRes<SecretVector> moved, int length) {
    int most = (1 << digitBits) - 1;
    int[] again = IntStream.range(0, most * length).map(i -> i % length).toArray();
    IntegerVector multiples = IntegerVector.of(IntStream.range(0, most * length).mapToLong(i -> i / length + 1).toArray());
    DRes<SecretVector> fit = vectors.lessOrEqual(
        vectors.scale(vectors.gather(divisor, again), multiples), vectors.gather(moved, again), bits + digitBits);
    DRes<SecretVector> digit = vectors.gather(fit, IntStream.range(0, length).toArray());
    for (int multiple = 1; multiple < most; multiple++) {
      int first = multiple * length;
      digit = vectors.add(digit, vectors.gather(fit, IntStream.range(first, first + length).toArray()));
    }
    return digit;
  }
}
