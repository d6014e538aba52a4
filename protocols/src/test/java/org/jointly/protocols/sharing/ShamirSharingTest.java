package org.jointly.protocols.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jointly.protocols.field.BinaryField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.field.RandomWords;
import org.jointly.protocols.field.TinyField;
import org.jointly.protocols.field.VectorField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShamirSharingTest {

  static Stream<ShamirSharing> sharings() {
    return Stream.of(
        new ShamirSharing(PrimeFields.MERSENNE_61, 3, 1),
        new ShamirSharing(PrimeFields.MERSENNE_127, 5, 2),
        new ShamirSharing(PrimeFields.MERSENNE_61, 7, 3),
        new ShamirSharing(BinaryField.forParties(3), 3, 1),
        new ShamirSharing(BinaryField.forParties(7), 7, 3),
        new ShamirSharing(BinaryField.forParties(15), 15, 7));
  }

  @ParameterizedTest
  @MethodSource("sharings")
  void recombine_ofAnyThresholdPlusOneShares_isTheSecret(ShamirSharing sharing) {
    long[] secrets = draw(sharing.field(), 60);
    long[][] shares = sharing.split(secrets, stream("split"));

    for (int start = 0; start < sharing.parties(); start++) {
      SortedMap<PartyIndex, long[]> some = new TreeMap<>();
      for (int i = 0; i <= sharing.threshold(); i++) {
        int party = (start + i) % sharing.parties();
        some.put(new PartyIndex(party + 1), shares[party]);
      }
      assertThat(sharing.recombine(some)).isEqualTo(secrets);
    }
    assertThat(sharing.recombine(all(shares))).isEqualTo(secrets);
  }

  @ParameterizedTest
  @CsvSource({"5,2", "7,3", "7,2"})
  void recombine_withTamperedShare_saysWhoseFitsNotTheOthers(int parties, int threshold) {
    ShamirSharing sharing = new ShamirSharing(PrimeFields.MERSENNE_61, parties, threshold);
    for (int cheat = 0; cheat < parties; cheat++) {
      long[][] shares = sharing.split(new long[] {7, 8, 9}, stream("split"));
      shares[cheat][1] ^= 1;

      assertThatThrownBy(() -> sharing.recombine(all(shares)))
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageContaining("those of all but party " + (cheat + 1) + " do");
    }
  }

  /** Parties 4 and 5 put their shares on the polynomial of 2 and 3, so that 1, which has not lied, is on no polynomial with the others. */
  @Test
  void recombine_withSharesOfSeveralLiars_accusesNobody() {
    ShamirSharing sharing = new ShamirSharing(PrimeFields.MERSENNE_61, 5, 2);
    long[][] shares = sharing.split(new long[] {7}, stream("split"));
    SortedMap<PartyIndex, long[]> bent = all(shares);
    bent.put(new PartyIndex(4), new long[] {shares[3][0] ^ 1});
    long[][] onto = sharing.lagrange(new int[] {2, 3, 4}, 5);
    long[] fifth = new long[1];
    for (int i = 0; i < onto.length; i++) {
      sharing.field().addScaled(fifth, bent.get(new PartyIndex(i + 2)), onto[i]);
    }
    bent.put(new PartyIndex(5), fifth);

    assertThatThrownBy(() -> sharing.recombine(bent))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).isEmpty())
        .hasMessageContaining("several of the others together");
  }

  @Test
  void recombine_withTamperedShareAmongThree_namesNobody() {
    ShamirSharing sharing = new ShamirSharing(PrimeFields.MERSENNE_61, 3, 1);
    long[][] shares = sharing.split(new long[] {7}, stream("split"));
    shares[1][0] ^= 1;

    assertThatThrownBy(() -> sharing.recombine(all(shares)))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).isEmpty())
        .hasMessageNotContaining("7");
  }

  @Test
  void recombine_ofTooFewOrUnequalShares_isRefused() {
    ShamirSharing sharing = new ShamirSharing(PrimeFields.MERSENNE_61, 3, 1);
    long[][] shares = sharing.split(new long[] {7, 8}, stream("split"));
    SortedMap<PartyIndex, long[]> one = new TreeMap<>(Map.of(new PartyIndex(2), shares[1]));
    SortedMap<PartyIndex, long[]> unequal = all(shares);
    unequal.put(new PartyIndex(3), new long[1]);

    assertThatThrownBy(() -> sharing.recombine(one)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sharing.recombine(unequal)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"3,3", "3,-1", "0,0"})
  void newSharing_withImpossibleThreshold_isRefused(int parties, int threshold) {
    assertThatThrownBy(() -> new ShamirSharing(PrimeFields.MERSENNE_61, parties, threshold))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newSharing_withMorePartiesThanPoints_isRefused() {
    assertThatThrownBy(() -> new ShamirSharing(new TinyField(5), 5, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShamirSharing(BinaryField.forParties(3), 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Over GF(5), all 25 choices of randomness: every pair of shares comes up once, whatever the secret. */
  @Test
  void split_overATinyField_givesAnyTSharesTheSameDistributionForEverySecret() {
    ShamirSharing sharing = new ShamirSharing(new TinyField(5), 4, 2);
    for (int first = 0; first < 4; first++) {
      for (int second = first + 1; second < 4; second++) {
        for (int secret = 0; secret < 5; secret++) {
          Map<List<Long>, Integer> seen = new HashMap<>();
          for (int choice = 0; choice < 25; choice++) {
            long[][] shares = sharing.split(new long[] {secret}, elements(choice / 5, choice % 5));
            seen.merge(List.of(shares[first][0], shares[second][0]), 1, Integer::sum);
          }
          assertThat(seen).hasSize(25).allSatisfy((pair, times) -> assertThat(times).isEqualTo(1));
        }
      }
    }
  }

  /** Over GF(4), all choices of randomness for one lane: any single share is uniform, whatever the bit. */
  @Test
  void split_overGf4_givesAnyShareTheSameDistributionForEveryBit() {
    ShamirSharing sharing = new ShamirSharing(BinaryField.forParties(3), 3, 1);
    for (int party = 0; party < 3; party++) {
      for (int bit = 0; bit < 2; bit++) {
        Map<List<Long>, Integer> seen = new HashMap<>();
        for (int choice = 0; choice < 4; choice++) {
          long[][] shares = sharing.split(new long[] {bit, 0}, elements(choice & 1, choice >> 1));
          seen.merge(List.of(shares[party][0], shares[party][1]), 1, Integer::sum);
        }
        assertThat(seen).hasSize(4);
      }
    }
  }

  /** Chi-square of 100 000 shares of one secret in 64 equal cells: 63 degrees of freedom, 1 in a million beyond 130. */
  @ParameterizedTest
  @CsvSource({"0", "1", "1152921504606846975", "2305843009213693950"})
  void split_overMersenne61_givesUniformShares(long secret) {
    byte[] key = new byte[32];
    long seed = System.nanoTime();
    System.out.println("ShamirSharingTest seed " + seed);
    new Random(seed).nextBytes(key);
    ShamirSharing sharing = new ShamirSharing(PrimeFields.MERSENNE_61, 3, 1);
    long[] secrets = new long[100_000];
    Arrays.fill(secrets, secret);

    long[][] shares = sharing.split(secrets, new Prg(key, "chi-square"));

    for (long[] share : shares) {
      long[] cells = new long[64];
      for (long element : share) {
        cells[(int) (element >>> 55)]++;
      }
      double expected = secrets.length / 64.0;
      double statistic = Arrays.stream(cells).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
      assertThat(statistic).isBetween(20.0, 130.0);
    }
  }

  /** A source that gives the listed words once. */
  private static RandomWords elements(long... words) {
    int[] next = {0};
    return (out, from, to) -> {
      for (int i = from; i < to; i++) {
        out[i] = words[next[0]++];
      }
    };
  }

  private static long[] draw(VectorField field, int longs) {
    long[] drawn = new long[longs];
    field.sample(stream("secrets"), drawn);
    return drawn;
  }

  private static Prg stream(String purpose) {
    return new Prg(new byte[32], purpose);
  }

  private static SortedMap<PartyIndex, long[]> all(long[][] shares) {
    SortedMap<PartyIndex, long[]> map = new TreeMap<>();
    for (int i = 0; i < shares.length; i++) {
      map.put(new PartyIndex(i + 1), shares[i]);
    }
    return map;
  }
}
