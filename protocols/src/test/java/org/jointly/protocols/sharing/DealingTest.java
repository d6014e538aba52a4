package org.jointly.protocols.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.BinaryField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.field.VectorField;
import org.jointly.protocols.round.PartyIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CompressedDealing} and {@link PseudoRandomSharing}: all parties' shares lie on polynomials of the right degree. */
class DealingTest {
  private static final int LONGS = 120;

  static Stream<ShamirSharing> sharings() {
    return IntStream.of(3, 4, 5, 7).boxed().flatMap(n -> Stream.of(
        new ShamirSharing(PrimeFields.MERSENNE_61, n, (n - 1) / 2),
        new ShamirSharing(PrimeFields.MERSENNE_127, n, (n - 1) / 2),
        new ShamirSharing(BinaryField.forParties(n), n, (n - 1) / 2)));
  }

  @ParameterizedTest
  @MethodSource("sharings")
  void deal_byEveryParty_recombinesAndSendsToTheOthersOnly(ShamirSharing sharing) {
    List<CompressedDealing> dealings = new ArrayList<>();
    for (SharingKeys keys : Sessions.keys(sharing.parties(), sharing.threshold())) {
      dealings.add(new CompressedDealing(sharing.field(), keys, "test"));
    }
    for (int repeat = 0; repeat < 2; repeat++) {
      for (int dealer = 1; dealer <= sharing.parties(); dealer++) {
        long[] secrets = secrets(sharing.field());
        CompressedDealing.Dealt dealt = dealings.get(dealer - 1).deal(secrets);

        SortedMap<PartyIndex, long[]> shares = new TreeMap<>(dealt.messages());
        shares.put(new PartyIndex(dealer), dealt.own());
        for (int i = 1; i <= sharing.parties(); i++) {
          if (dealings.get(i - 1).draws(new PartyIndex(dealer))) {
            shares.put(new PartyIndex(i), dealings.get(i - 1).draw(new PartyIndex(dealer), LONGS));
          }
        }

        assertThat(dealt.messages()).hasSize(sharing.parties() - 1 - sharing.threshold());
        assertThat(shares).hasSize(sharing.parties());
        assertThat(sharing.recombine(shares)).isEqualTo(secrets);
      }
    }
  }

  @Test
  void draw_fromADealerThatSends_isRefused() {
    CompressedDealing dealing =
        new CompressedDealing(PrimeFields.MERSENNE_61, Sessions.keys(3, 1).get(0), "test");

    assertThat(dealing.draws(new PartyIndex(3))).isTrue();
    assertThat(dealing.draws(new PartyIndex(2))).isFalse();
    assertThatThrownBy(() -> dealing.draw(new PartyIndex(2), 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(dealing.deal(new long[] {12345}).toString()).doesNotContain("12345");
  }

  @ParameterizedTest
  @MethodSource("sharings")
  void random_ofAllParties_liesOnOnePolynomialOfDegreeT(ShamirSharing sharing) {
    List<PseudoRandomSharing> sources = sources(sharing);

    long[] first = sharing.recombine(local(sources, source -> source.random(LONGS)));
    long[] second = sharing.recombine(local(sources, source -> source.random(LONGS)));

    assertThat(first).isNotEqualTo(second);
    assertThat(first).isNotEqualTo(new long[LONGS]);
  }

  @ParameterizedTest
  @MethodSource("sharings")
  void zero_ofAllParties_recombinesToZeroWithTwiceTheDegree(ShamirSharing sharing) {
    ShamirSharing twice = new ShamirSharing(sharing.field(), sharing.parties(), 2 * sharing.threshold());
    SortedMap<PartyIndex, long[]> shares = local(sources(sharing), source -> source.zero(LONGS));

    assertThat(twice.recombine(shares)).isEqualTo(new long[LONGS]);
    assertThatThrownBy(() -> sharing.recombine(shares)).hasMessageContaining("degree");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7})
  void bits_ofAllParties_shareTheSumOfWhatIsKnown(int parties) {
    BinaryField field = BinaryField.forParties(parties);
    ShamirSharing sharing = new ShamirSharing(field, parties, (parties - 1) / 2);
    SortedMap<PartyIndex, long[]> shares = new TreeMap<>();
    SortedMap<Integer, long[]> known = new TreeMap<>();
    for (SharingKeys keys : Sessions.keys(parties, sharing.threshold())) {
      PseudoRandomBits.Drawn drawn = new PseudoRandomBits(field, keys, "test").draw(10);
      shares.put(keys.me(), drawn.share());
      drawn.known().forEach((set, bits) -> {
        assertThat(set >>> keys.me().value() - 1 & 1).as("a party inside a set does not know its bits").isZero();
        assertThat(known.getOrDefault(set, bits)).isEqualTo(bits);
        known.put(set, bits);
      });
    }

    long[] sum = new long[10 * field.degree()];
    known.values().forEach(bits -> field.add(sum, Arrays.copyOf(bits, sum.length), sum));

    assertThat(sharing.recombine(shares)).isEqualTo(sum);
  }

  private static List<PseudoRandomSharing> sources(ShamirSharing sharing) {
    return Sessions.keys(sharing.parties(), sharing.threshold()).stream()
        .map(keys -> new PseudoRandomSharing(sharing.field(), keys, "test"))
        .toList();
  }

  private static SortedMap<PartyIndex, long[]> local(
      List<PseudoRandomSharing> sources, Function<PseudoRandomSharing, long[]> draw) {
    SortedMap<PartyIndex, long[]> shares = new TreeMap<>();
    for (int i = 0; i < sources.size(); i++) {
      shares.put(new PartyIndex(i + 1), draw.apply(sources.get(i)));
    }
    return shares;
  }

  private static long[] secrets(VectorField field) {
    long[] secrets = new long[LONGS];
    field.sample(new Prg(new byte[32], "secrets"), secrets);
    return secrets;
  }
}
