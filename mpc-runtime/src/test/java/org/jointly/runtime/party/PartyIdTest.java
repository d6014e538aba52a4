package org.jointly.runtime.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartyIdTest {
  @Test
  void constructor_ofAnotherForm_isRefusedWithoutEchoingControlCharacters() {
    for (String wrong : List.of("", "North", "-north", "1north", "no_rth", "north ", "n".repeat(33), "n\u001b[2J")) {
      assertThatThrownBy(() -> new PartyId(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a party name is 1 to 32")
          .hasMessageNotContaining("\u001b");
      assertThatThrownBy(() -> new AnalystId(wrong)).hasMessageContaining("an analyst name");
    }
    assertThat(new PartyId("n").name()).isEqualTo("n");
    assertThat(new PartyId("n".repeat(32)).toString()).hasSize(32);
  }

  @Test
  void compareTo_isTheOrderOfTheNames() {
    assertThat(new PartyId("north")).isLessThan(new PartyId("south"));
  }
}
