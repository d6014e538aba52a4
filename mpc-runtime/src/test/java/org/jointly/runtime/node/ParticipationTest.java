package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class ParticipationTest {

  /** A lot that one party lacks would be refused by it, and another one lie unused. */
  @Test
  void inAll_isWhatEverybodyHas_inTheOrderOfTheFirst() {
    List<Bytes32> first = lots(1, 2, 3, 4);

    assertThat(Participation.inAll(first, List.of(first, lots(4, 3, 2), lots(2, 4, 1, 5)))).isEqualTo(lots(2, 4));
    assertThat(Participation.inAll(first, List.of(first, lots(), first))).isEmpty();
    assertThat(Participation.inAll(lots(), List.of(first, first, lots()))).isEmpty();
  }

  private static List<Bytes32> lots(int... ids) {
    return Arrays.stream(ids).mapToObj(ParticipationTest::lot).toList();
  }

  private static Bytes32 lot(int id) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    bytes[0] = (byte) id;
    return Bytes32.of(bytes);
  }
}
