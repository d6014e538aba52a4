package org.jointly.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jointly.runtime.material.StoredMaterialStatus;
import org.jointly.runtime.material.StoredMaterialStatus.State;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class LotsElsewhereTest {
  private static final PartyId NORTH = new PartyId("north");
  private static final PartyId SOUTH = new PartyId("south");
  private static final PartyId WEST = new PartyId("west");

  private final LotsElsewhere elsewhere =
      new LotsElsewhere(NORTH, new TreeMap<>(Map.of(SOUTH, List.of(id(1), id(3)), WEST, List.of(id(1)))), Optional.empty());

  @Test
  void lacking_ofALotThatIsOfUse_saysWhoDoesNotHaveIt() {
    assertThat(elsewhere.lacking(lot(1, State.READY))).isEmpty();
    assertThat(elsewhere.lacking(lot(3, State.IN_USE))).containsExactly("west");
    assertThat(elsewhere.lacking(lot(2, State.READY))).containsExactly("south", "west");
    assertThat(elsewhere.isIncomplete(lot(2, State.READY))).isTrue();
    assertThat(elsewhere.isIncomplete(lot(1, State.READY))).isFalse();
  }

  @Test
  void lacking_ofALotThatIsOfNoUse_isNobody() {
    assertThat(elsewhere.lacking(lot(2, State.OTHER_ROSTER))).isEmpty();
    assertThat(elsewhere.lacking(lot(2, State.DAMAGED))).isEmpty();
    assertThat(elsewhere.isIncomplete(lot(2, State.OTHER_ROSTER))).isFalse();
  }

  @Test
  void notHere_saysWhoLacksWhatOthersHave() {
    assertThat(elsewhere.notHere(List.of(lot(1, State.READY)))).isEqualTo(Map.of(StoredMaterialStatus.name(id(3)), List.of("north", "west")));
  }

  private static Bytes32 id(int number) {
    byte[] id = new byte[Bytes32.LENGTH];
    Arrays.fill(id, (byte) number);
    return Bytes32.of(id);
  }

  private static StoredMaterialStatus lot(int number, State state) {
    return new StoredMaterialStatus(
        StoredMaterialStatus.name(id(number)), state, Instant.EPOCH, id(9), "spdz", "2^61-1", new TreeMap<>(), new TreeMap<>(), 0);
  }
}
