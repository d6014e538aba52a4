package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.material.StoredMaterialStatus.State;
import org.junit.jupiter.api.Test;

final class MaterialInventoryTest extends StoredMaterialFixture {
  @Test
  void otherRoster_isNotUsed_andSaysSo() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    try (MaterialFolder changed = MaterialFolder.open(place(filled(9)), random)) {
      assertThat(changed.claim(FIELD)).isEmpty();
    }

    assertThat(MaterialInventory.status(place(filled(9)))).singleElement().satisfies(lot -> {
      assertThat(lot.state()).isEqualTo(State.OTHER_ROSTER);
      assertThat(lot.roster()).isEqualTo(ROSTER);
    });
    assertThat(MaterialInventory.discardUnusable(place(filled(9)), lot -> false)).hasSize(1);
    assertThat(MaterialInventory.status(place(filled(9)))).isEmpty();
  }

  @Test
  void status_tellsWhatIsThere_whileItIsInUse() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      store.claim(FIELD).orElseThrow().take(TRIPLES, 0, 100);

      assertThat(MaterialInventory.status(place(ROSTER))).singleElement().satisfies(lot -> {
        assertThat(lot.state()).isEqualTo(State.IN_USE);
        assertThat(lot.left()).containsEntry(TRIPLES, COUNT - 100L).containsEntry("masks 1", 2L);
        assertThat(lot.made()).containsEntry(TRIPLES, (long) COUNT);
        assertThat(lot.madeAt()).isEqualTo(Instant.parse("2026-11-21T08:00:00.123Z"));
        assertThat(lot.suite()).isEqualTo("spdz");
        assertThat(lot.bytes()).isGreaterThan(COUNT * PIECE);
      });
      assertThat(MaterialInventory.discardUnusable(place(ROSTER), lot -> false)).isEmpty();
    }
  }

  /** It may come back, and all would be whole. */
  @Test
  void key_gone_keepsTheLots_andMakesNoOther() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Path key = home.resolve("material.key");
    Path elsewhere = Files.move(key, home.resolve("elsewhere"));

    assertThatThrownBy(() -> MaterialInventory.discardUnusable(place(ROSTER), lot -> false)).isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("material.key").hasMessageContaining("is gone");
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
      assertThatThrownBy(() -> make(store, filled(3), TODAY)).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("is gone");
    }
    assertThat(key).doesNotExist();

    Files.move(elsewhere, key);
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isPresent();
    }
  }

  /** A disk that fails for a moment must not cost a night's material. */
  @Test
  void header_thatTheDiskDoesNotGive_keepsTheLot() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    Path header = lotFolder().resolve("header");
    Path elsewhere = Files.move(header, home.resolve("elsewhere"));
    Files.createDirectory(header);

    assertThatThrownBy(() -> MaterialInventory.discardUnusable(place(ROSTER), lot -> true)).isInstanceOf(DataFailure.class)
        .hasMessageContaining("header").hasMessageContaining("cannot be read");

    Files.delete(header);
    Files.move(elsewhere, header);
    assertThat(MaterialInventory.status(place(ROSTER))).singleElement()
        .satisfies(lot -> assertThat(lot.state()).isEqualTo(State.READY));
  }
}
