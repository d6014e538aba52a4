package org.jointly.protocols.suite.shamir.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.field.RandomWords;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On plain numbers, which are shares too: of degree 0. */
class CompressionTest {
  private static final byte[] KEY = new byte[16];

  static Stream<PrimeField> fields() {
    return Stream.of(PrimeFields.MERSENNE_61, PrimeFields.MERSENNE_127);
  }

  static Stream<Arguments> shapes() {
    return fields().flatMap(field -> Stream.of(
        Arguments.of(field, 2, 2), Arguments.of(field, 7, 7), Arguments.of(field, 1000, 8),
        Arguments.of(field, TermBuffer.ELEMENTS + 5, 4), Arguments.of(field, 3 * TermBuffer.ELEMENTS, 128)));
  }

  private static RandomWords words() {
    long seed = System.nanoTime();
    System.out.println("CompressionTest seed " + seed);
    Random random = new Random(seed);
    return (out, from, to) -> Arrays.setAll(out, i -> i >= from && i < to ? random.nextLong() : out[i]);
  }

  private static long[] draw(PrimeField field, int elements, RandomWords words) {
    long[] drawn = new long[elements * field.limbs()];
    field.sample(words, drawn);
    return drawn;
  }

  /** What is claimed of the inner product at a point, less what it is. */
  private static long[] error(Compression level, long[] point, long[] total, long[] values, PrimeField field) {
    HeldTerms shorter = level.at(point);
    return field.difference(
        level.resultAt(point, total, values), field.innerProduct(shorter.left(), shorter.right()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aTrueClaim_staysTrue(PrimeField field, int terms, int parts) {
    RandomWords words = words();
    HeldTerms held = new HeldTerms(field, draw(field, terms, words), draw(field, terms, words));
    Compression level = new Compression(field, parts, false, held);
    long[] total = field.innerProduct(held.left(), held.right());

    long[] values = level.values();

    assertThat(values).hasSize(level.valueCount() * field.limbs());
    assertThat(error(level, draw(field, 1, words), total, values, field)).isEqualTo(field.element(0));
    assertThat(error(level, field.element(0), total, values, field)).isEqualTo(field.element(0));
    assertThat(error(level, field.element(parts - 1), total, values, field)).isEqualTo(field.element(0));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aFalseTotal_staysFalse(PrimeField field, int terms, int parts) {
    RandomWords words = words();
    HeldTerms held = new HeldTerms(field, draw(field, terms, words), draw(field, terms, words));
    Compression level = new Compression(field, parts, false, held);
    long[] total = field.innerProduct(held.left(), held.right());
    field.add(total, field.element(1), total);

    assertThat(error(level, draw(field, 1, words), total, level.values(), field)).isNotEqualTo(field.element(0));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFalseValue_makesTheClaimFalse(PrimeField field) {
    RandomWords words = words();
    HeldTerms held = new HeldTerms(field, draw(field, 20, words), draw(field, 20, words));
    Compression level = new Compression(field, 5, false, held);
    long[] total = field.innerProduct(held.left(), held.right());

    for (int i = 0; i < level.valueCount(); i++) {
      long[] values = level.values();
      values[i * field.limbs()] ^= 1;
      assertThat(error(level, draw(field, 1, words), total, values, field)).as("value %s", i)
          .isNotEqualTo(field.element(0));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void theMask_isNoPartOfTheTotal(PrimeField field) {
    RandomWords words = words();
    HeldTerms held = new HeldTerms(field, draw(field, 9, words), draw(field, 9, words));
    HeldTerms masked = held.after(draw(field, 1, words), draw(field, 1, words));
    Compression level = new Compression(field, 10, true, masked);
    long[] total = field.innerProduct(held.left(), held.right());

    assertThat(masked.count()).isEqualTo(10);
    assertThat(error(level, draw(field, 1, words), total, level.values(), field)).isEqualTo(field.element(0));
  }

  /** Whether the claims, weighted, say the truth. */
  private static boolean hold(PrimeField field, Claims claims) {
    List<Claim> taken = claims.take();
    ClaimedTerms terms = new ClaimedTerms(field, taken, KEY);
    long[] sum = field.element(0);
    long[] count = new long[1];
    terms.visit((left, right) -> {
      field.add(sum, field.innerProduct(left, right), sum);
      count[0] += left.length / field.limbs();
    });
    assertThat(count[0]).isEqualTo(terms.count());
    assertThat(claims.isEmpty()).isTrue();
    return Arrays.equals(sum, terms.total());
  }

  /** All kinds of claims, over more than a segment; true ones. */
  private static final class AllKinds {
    final long[] left;
    final long[] right;
    final long[] product;
    final long[] multiple;
    final long[] inner;
    final long[] bits;
    final long[] zeros;
    final PrimeField field;

    AllKinds(PrimeField field, RandomWords words) {
      int length = TermBuffer.ELEMENTS + 3;
      this.field = field;
      left = draw(field, length, words);
      right = draw(field, length, words);
      product = new long[left.length];
      field.multiply(left, right, product);
      multiple = new long[left.length];
      field.scale(left, factor(), multiple);
      inner = field.innerProduct(left, right);
      bits = new long[3 * field.limbs()];
      bits[field.limbs()] = 1;
      zeros = new long[2 * field.limbs()];
    }

    long[] factor() {
      return field.element(5);
    }

    boolean hold() {
      Claims claims = new Claims(field);
      claims.products(left, right, product);
      claims.multiples(left, factor(), multiple);
      claims.innerProduct(left, right, inner);
      claims.innerProduct(new long[0], new long[0], field.element(0));
      claims.bits(bits);
      claims.zeros(zeros);
      claims.products(new long[0], new long[0], new long[0]);
      return CompressionTest.hold(field, claims);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void claims_thatHold_makeOneThatHolds(PrimeField field) {
    assertThat(new AllKinds(field, words()).hold()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void claims_ofWhichOneIsFalse_makeAFalseOne(PrimeField field) {
    AllKinds all = new AllKinds(field, words());
    for (long[] vector : List.of(all.product, all.multiple, all.inner, all.bits, all.zeros)) {
      int last = vector.length - field.limbs();
      vector[last] ^= 2;
      assertThat(all.hold()).isFalse();
      vector[last] ^= 2;
    }
    assertThat(all.hold()).isTrue();
  }
}
