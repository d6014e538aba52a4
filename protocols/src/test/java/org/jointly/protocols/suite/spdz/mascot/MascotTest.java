package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MascotTest {

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(3, PrimeFields.MERSENNE_61), Arguments.of(4, PrimeFields.MERSENNE_61),
        Arguments.of(3, PrimeFields.MERSENNE_127));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void material_isWhatItShouldBe(int parties, PrimeField field) {
    List<Long> masks = IntStream.range(0, parties).mapToObj(i -> 5L * i).toList();
    Kitchen.Meal meal = new Kitchen(parties, field).cook(new Amounts(100, 70, masks));

    Kitchen.Checker checker = meal.checker();
    List<Material> shares = meal.materials();
    long[] a = checker.open(shares.stream().map(each -> each.triples().a()).toList());
    long[] b = checker.open(shares.stream().map(each -> each.triples().b()).toList());
    long[] c = checker.open(shares.stream().map(each -> each.triples().c()).toList());
    long[] product = new long[a.length];
    field.multiply(a, b, product);
    assertThat(a.length / field.limbs()).isGreaterThanOrEqualTo(100);
    assertThat(c).isEqualTo(product);
    assertThat(a).isNotEqualTo(b);

    long[] bits = checker.open(shares.stream().map(Material::bits).toList());
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      values.add(field.toIntegers(bits).at(i).longValueExact());
    }
    assertThat(values).hasSize(70).containsOnly(0L, 1L).contains(0L, 1L);

    for (int owner = 0; owner < parties; owner++) {
      int which = owner;
      long[] opened = checker.open(shares.stream().map(each -> each.masks().get(which).shares()).toList());
      assertThat(opened.length / field.limbs()).isEqualTo(5 * owner);
      for (int party = 0; party < parties; party++) {
        Optional<long[]> clear = shares.get(party).masks().get(owner).clear();
        assertThat(clear.isPresent()).isEqualTo(party == owner);
        clear.ifPresent(elements -> assertThat(elements).isEqualTo(opened));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void masksAlone_needNoTriples_andNewOnesDiffer(int parties, PrimeField field) {
    List<Long> one = IntStream.range(0, parties).mapToObj(i -> 1L).toList();
    Kitchen.Meal meal = new Kitchen(parties, field).cook(new Amounts(0, 0, one), new Amounts(0, 0, one));

    assertThat(meal.materials().get(0).triples().a().values()).isEmpty();
    List<Authenticated> first = meal.materials().stream().map(each -> each.masks().get(0).shares()).toList();
    List<Authenticated> second = meal.later().stream().map(each -> each.masks().get(0).shares()).toList();
    assertThat(meal.checker().open(first)).isNotEqualTo(meal.checker().open(second));
  }
}
