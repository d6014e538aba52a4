package org.jointly.protocols.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jointly.protocols.integer.IntegerVector;
import org.junit.jupiter.api.Test;

final class CellSumsTest {

  @Test
  void sums_areThoseOfBigIntegers() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    CellSums sums = new CellSums(2);
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < 1000; i++) {
      long left = random.nextLong() >> 2;
      long right = random.nextLong() >> 2;
      sums.addProduct(1, left, right);
      sums.add(1, left);
      expected = expected.add(BigInteger.valueOf(left).multiply(BigInteger.valueOf(right))).add(BigInteger.valueOf(left));
    }

    assertThat(sums.toVector().at(1)).as("seed %d", seed).isEqualTo(expected);
    assertThat(sums.toVector().at(0)).isZero();
  }

  @Test
  void sum_beyond127Bits_isRefused() {
    CellSums sums = new CellSums(1);
    sums.addProduct(0, Long.MIN_VALUE, Long.MIN_VALUE);

    assertThatThrownBy(() -> sums.addProduct(0, Long.MIN_VALUE, Long.MIN_VALUE)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void sum_ofSites_addsBlockByBlock() {
    List<CellBlock> blocks = List.of(CellBlock.counts("a", 2, 10), CellBlock.counts("b", 1, 10));
    LocalAggregate one = new LocalAggregate(Map.of("a", IntegerVector.of(1, 2), "b", IntegerVector.of(3)));

    LocalAggregate sum = LocalAggregate.sum(blocks, List.of(one, one, one));

    assertThat(sum.block("a")).isEqualTo(IntegerVector.of(3, 6));
    assertThat(sum.with("c", IntegerVector.of(7)).block("c")).isEqualTo(IntegerVector.of(7));
    assertThat(LocalAggregate.sum(blocks, List.of()).block("a")).isEqualTo(IntegerVector.of(0, 0));
  }

  @Test
  void cumulative_addsUp() {
    assertThat(CellSums.cumulative(IntegerVector.of(1, 0, 2))).isEqualTo(IntegerVector.of(1, 1, 3));
    assertThat(CellSums.cumulative(IntegerVector.zeros(0)).length()).isZero();
  }

  @Test
  void fixedPoint_roundsToTheNearestUnit() {
    FixedPoint point = FixedPoint.STANDARD;

    assertThat(point.scaled(0.5)).isEqualTo(BigInteger.ONE.shiftLeft(39));
    assertThat(point.scaled(0x1p-41)).isEqualTo(BigInteger.ONE);
    assertThat(point.scaled(-0x1p-41)).isEqualTo(BigInteger.ONE.negate());
    assertThat(point.scaled(0x1p-42)).isZero();
    assertThat(point.cells(1, -2).at(1)).isEqualTo(BigInteger.TWO.shiftLeft(40).negate());
    assertThat(point.real(point.scaled(Math.PI))).isBetween(Math.PI - 0x1p-41, Math.PI + 0x1p-41);
    assertThat(new FixedPoint(60).real(new FixedPoint(60).scaled(0.1))).isEqualTo(0.1);
    assertThat(point.block("x", 3, 2.5).largest()).isEqualTo(BigInteger.valueOf(5).shiftLeft(39));
    assertThatThrownBy(() -> point.scaled(Double.NaN)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> point.cells(Double.POSITIVE_INFINITY)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new FixedPoint(39)).isInstanceOf(IllegalArgumentException.class);
  }
}
