package org.jointly.protocols.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharingKeysTest {

  @ParameterizedTest
  @CsvSource({"3,1", "4,1", "5,2", "7,3"})
  void keys_ofBothEndsOfEveryPair_areEqualAndDifferFromOthers(int parties, int threshold) {
    List<SharingKeys> keys = Sessions.keys(parties, threshold);

    for (SharingKeys left : keys) {
      for (SharingKeys right : keys) {
        if (left != right) {
          assertThat(word(left.withPeer(right.me(), "for " + right.me())))
              .isEqualTo(word(right.withPeer(left.me(), "for " + right.me())));
        }
      }
    }
    assertThat(word(keys.get(0).withPeer(new PartyIndex(2), "x")))
        .isNotEqualTo(word(keys.get(0).withPeer(new PartyIndex(3), "x")));
  }

  @ParameterizedTest
  @CsvSource({"3,1,2", "5,2,6", "7,3,20"})
  void sets_areThoseWithoutMe_andTheirKeysAreCommonToAllOutside(int parties, int threshold, int expected) {
    List<SharingKeys> keys = Sessions.keys(parties, threshold);

    for (SharingKeys mine : keys) {
      assertThat(mine.sets()).hasSize(expected).allSatisfy(set -> {
        assertThat(Integer.bitCount(set)).isEqualTo(threshold);
        assertThat(set >>> mine.me().value() - 1 & 1).isZero();
      });
    }
    for (int set : keys.get(0).sets()) {
      long first = word(keys.get(0).outside(set, "x"));
      keys.stream().skip(1).filter(other -> other.sets().contains(set))
          .forEach(other -> assertThat(word(other.outside(set, "x"))).isEqualTo(first));
    }
  }

  @Test
  void complete_inAnotherContext_givesOtherKeys() {
    List<KeyContribution> contributions = Sessions.contributions(3, 1);
    Map<PartyIndex, byte[]> incoming = Sessions.incoming(contributions, 1);
    PartyIndex peer = new PartyIndex(2);

    long one = word(contributions.get(0).complete(new byte[] {1}, incoming).withPeer(peer, "x"));
    long two = word(contributions.get(0).complete(new byte[] {2}, incoming).withPeer(peer, "x"));

    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void complete_withMessagesOfWrongLength_namesTheSender() {
    List<KeyContribution> contributions = Sessions.contributions(3, 1);
    PartyIndex peer = new PartyIndex(2);
    byte[] right = Sessions.incoming(contributions, 1).get(peer);

    for (int length : new int[] {0, right.length - 1, right.length + 1, right.length + 32}) {
      Map<PartyIndex, byte[]> incoming = Sessions.incoming(contributions, 1);
      incoming.put(peer, Arrays.copyOf(right, length));
      assertThatThrownBy(() -> contributions.get(0).complete(new byte[0], incoming))
          .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(peer))
          .hasMessageContaining(length + " bytes, expected " + right.length);
    }
    Map<PartyIndex, byte[]> missing = Sessions.incoming(contributions, 1);
    missing.remove(peer);
    assertThatThrownBy(() -> contributions.get(0).complete(new byte[0], missing))
        .isInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void stream_givenOutTwice_isRefused() {
    SharingKeys keys = Sessions.keys(3, 1).get(0);
    keys.withPeer(new PartyIndex(2), "x");
    keys.outside(2, "x");

    assertThatThrownBy(() -> keys.withPeer(new PartyIndex(2), "x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.outside(2, "x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.outside(1, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void close_forgetsTheKeys() {
    SharingKeys keys = Sessions.keys(3, 1).get(0);

    keys.close();

    assertThatThrownBy(() -> keys.withPeer(new PartyIndex(2), "x")).isInstanceOf(IllegalStateException.class);
    assertThat(keys).hasToString("SharingKeys[party 1 of 3, redacted]");
  }

  @ParameterizedTest
  @CsvSource({"1,3,0", "1,3,3", "4,3,1", "1,31,1", "1,20,9"})
  void newContribution_outOfRange_isRefused(int me, int parties, int threshold) {
    assertThatThrownBy(() -> new KeyContribution(new PartyIndex(me), parties, threshold, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long word(Prg stream) {
    long[] word = new long[1];
    stream.nextLongs(word);
    return word[0];
  }
}
