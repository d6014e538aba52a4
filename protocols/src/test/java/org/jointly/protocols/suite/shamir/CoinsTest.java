package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoinsTest {
  private final List<Coins> parties = new ArrayList<>();

  @BeforeEach
  void setUp() {
    for (int party = 1; party <= 3; party++) {
      parties.add(new Coins(new PartyIndex(party), new byte[] {7}, new SecureRandom()));
    }
    for (int from = 1; from <= 3; from++) {
      for (int to = 1; to <= 3; to++) {
        if (from != to) {
          parties.get(to - 1).committed(new PartyIndex(from), parties.get(from - 1).commitment());
        }
      }
    }
  }

  private List<byte[]> reveals() {
    return parties.stream().map(Coins::reveal).toList();
  }

  private byte[] coin(int party, List<byte[]> messages) {
    SortedMap<PartyIndex, byte[]> received = new TreeMap<>();
    for (int from = 1; from <= 3; from++) {
      if (from != party) {
        received.put(new PartyIndex(from), messages.get(from - 1));
      }
    }
    return parties.get(party - 1).coin(received);
  }

  @Test
  void coins_ofAllParties_areEqualAndNeverTheSame() {
    List<byte[]> coins = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<byte[]> messages = reveals();
      byte[] first = coin(1, messages);
      assertThat(coin(2, messages)).isEqualTo(first);
      assertThat(coin(3, messages)).isEqualTo(first);
      coins.add(first);
    }
    assertThat(coins.stream().map(HexFormat.of()::formatHex).distinct()).hasSize(5);
  }

  @Test
  void reveal_ofAnotherPart_namesTheParty() {
    List<byte[]> messages = reveals();
    messages.get(1)[0] ^= 1;

    assertThatThrownBy(() -> coin(1, messages))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("party 2").hasMessageContaining("reveals another part of a coin");
  }

  @Test
  void commitment_ofAnotherSession_isNone() {
    Coins elsewhere = new Coins(new PartyIndex(2), new byte[] {8}, new SecureRandom());
    parties.get(0).committed(new PartyIndex(2), elsewhere.commitment());
    List<byte[]> messages = new ArrayList<>(reveals());
    messages.set(1, elsewhere.reveal());

    assertThatThrownBy(() -> coin(1, messages))
        .isInstanceOf(ProtocolViolationException.class).hasMessageContaining("party 2: reveals another part of a coin");
  }

  @Test
  void commitment_toldDifferently_stopsEverybodyAtTheNextCoin() {
    List<byte[]> messages = reveals();
    coin(1, messages);
    coin(2, messages);
    messages.get(0)[Coins.HASH_BYTES] ^= 1;
    coin(3, messages);

    List<byte[]> next = reveals();
    assertThatThrownBy(() -> coin(2, next))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).as("party 3 has not lied").isEmpty())
        .hasMessageContaining("party 3 saw other commitments");
    assertThatThrownBy(() -> coin(3, next))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(new PartyIndex(1)));
  }

  /** Party 3 lets party 1 believe in a commitment of party 2's as its own, and waits for its part. */
  @Test
  void commitment_copiedFromAnother_cannotBeKeptWithItsPart() {
    parties.get(0).committed(new PartyIndex(3), parties.get(1).commitment());
    List<byte[]> messages = new ArrayList<>(reveals());
    messages.set(2, messages.get(1));

    assertThatThrownBy(() -> coin(1, messages))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(new PartyIndex(3)));
  }

  /** Party 3 has told party 1 another commitment than party 2, which has not lied. */
  @Test
  void commitment_toldDifferently_andNotKept_namesWhoMadeIt() {
    List<byte[]> messages = reveals();
    coin(2, messages);
    coin(3, messages);
    messages.get(2)[Coins.HASH_BYTES] ^= 1;
    coin(1, messages);

    List<byte[]> next = reveals();

    assertThatThrownBy(() -> coin(1, next))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(new PartyIndex(3)))
        .hasMessageContaining("reveals another part of a coin");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 95, 97})
  void message_ofAnotherLength_namesTheParty(int length) {
    List<byte[]> messages = new ArrayList<>(reveals());
    messages.set(2, new byte[length]);

    assertThatThrownBy(() -> coin(1, messages)).hasMessageContaining("part of a coin of " + length + " bytes, expected 96");
  }
}
