package org.jointly.runtime.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.junit.jupiter.api.Test;

/** What sessions find in a folder of material: each piece once, whatever happens to the node. */
final class MaterialFolderTest extends StoredMaterialFixture {
  @Test
  void open_nothingThere_makesNothing() {
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
      assertThat(store.next(FIELD, store.ready(FIELD))).isEmpty();
    }
    assertThat(home).isEmptyDirectory();
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void lot_storedAndTaken_isWhatWasPut() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
    }
    try (MaterialFolder store = open()) {
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();

      assertThat(lot.id()).isEqualTo(id(2));
      assertThat(lot.keyShare()).isEqualTo(KEY);
      assertThat(lot.left()).containsEntry(TRIPLES, new MaterialStore.Range(0, COUNT))
          .containsEntry("masks 1", new MaterialStore.Range(0, 2));
      assertThat(lot.take(TRIPLES, 0, 1)).isEqualTo(pieces(0, 1));
      assertThat(lot.take(TRIPLES, 10, 2500)).isEqualTo(pieces(10, 2510));
      assertThat(lot.take(TRIPLES, 2510, COUNT - 2510)).isEqualTo(pieces(2510, COUNT));
    }
  }

  @Test
  void take_again_isRefused() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 5, 5);

      assertThatThrownBy(() -> lot.take(TRIPLES, 9, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> lot.take(TRIPLES, 10, COUNT)).isInstanceOf(IllegalArgumentException.class);
      lot.release();
      assertThatThrownBy(() -> lot.take(TRIPLES, 10, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void release_whatIsLeft_isThereForTheNext_alsoAfterARestart() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 0, 100);
      lot.release();
      assertThat(store.next(FIELD, store.ready(FIELD))).containsEntry(TRIPLES, COUNT - 100L);
    }
    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD).orElseThrow().left()).containsEntry(TRIPLES, new MaterialStore.Range(100, COUNT));
    }
  }

  @Test
  void release_nothingLeft_deletesIt() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take(TRIPLES, 0, COUNT);
      lot.take("masks 1", 0, 2);
      lot.release();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void claim_byTwoSessions_getTwoLots_theOldestFirst() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY.plusSeconds(1));
      make(store, filled(3), TODAY);

      Optional<MaterialStore.Lot> first = store.claim(FIELD);
      Optional<MaterialStore.Lot> second = store.claim(FIELD);

      assertThat(first.orElseThrow().id()).isEqualTo(id(3));
      assertThat(second.orElseThrow().id()).isEqualTo(id(2));
      assertThat(store.claim(FIELD)).isEmpty();
      first.get().release();
      assertThat(store.claim(FIELD)).isPresent();
      assertThat(store.claim("2^127-1")).isEmpty();
    }
  }

  @Test
  void claim_whereAKindIsUsedUp_comesAfterNewerLots() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      make(store, filled(3), TODAY.plusSeconds(1));
      MaterialStore.Lot lot = store.claim(FIELD).orElseThrow();
      lot.take("masks 1", 0, 2);
      lot.release();

      assertThat(store.next(FIELD, store.ready(FIELD))).containsEntry("masks 1", 2L);
      assertThat(store.claim(FIELD).orElseThrow().id()).isEqualTo(id(3));
      assertThat(store.claim(FIELD).orElseThrow().id()).isEqualTo(lot.id());
    }
  }

  @Test
  void claim_amongstWhatAllHave_takesTheFirstThatIsThere() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      make(store, filled(3), TODAY.plusSeconds(1));
      make(store, filled(4), TODAY.plusSeconds(2));
      MaterialStore agreed = store.offer(FIELD, false).amongst(List.of(filled(9), filled(4), filled(3)));

      assertThat(store.ready(FIELD)).containsExactly(filled(2), filled(3), filled(4));
      MaterialStore.Lot lot = agreed.claim(FIELD).orElseThrow();
      assertThat(lot.id()).isEqualTo(id(4));
      assertThat(store.ready(FIELD)).containsExactly(filled(2), filled(3));
      assertThat(store.held()).containsExactly(filled(2), filled(3), filled(4));
      assertThat(agreed.claim("another field")).isEmpty();
      assertThat(agreed.claim(FIELD).orElseThrow().id()).isEqualTo(id(3));
      assertThat(agreed.claim(FIELD)).as("nothing that not all have").isEmpty();
    }
  }

  @Test
  void offer_promising_offersTheFirstLotToOneSessionOnly() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      make(store, filled(3), TODAY.plusSeconds(1));

      Offer first = store.offer(FIELD, true);
      Offer second = store.offer(FIELD, true);
      Offer third = store.offer(FIELD, true);

      assertThat(first.lots()).containsExactly(filled(2), filled(3));
      assertThat(second.lots()).containsExactly(filled(3));
      assertThat(third.lots()).isEmpty();
      second.close();
      third.close();
      assertThat(store.offer(FIELD, true).lots()).containsExactly(filled(3));
      MaterialStore.Lot lot = first.amongst(List.of(filled(2))).claim(FIELD).orElseThrow();
      lot.release();
      assertThat(store.offer(FIELD, true).lots()).as("the promise was kept").containsExactly(filled(2));
    }
  }

  @Test
  void offer_promisingNothing_offersAllToEverySession() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);

      assertThat(store.offer(FIELD, false).lots()).containsExactly(filled(2));
      assertThat(store.offer(FIELD, false).lots()).containsExactly(filled(2));
    }
  }

  /** The session that had it is over before it closes what it was offered. */
  @Test
  void offer_closedAfterItsLotWasPromisedToAnother_leavesThatPromise() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      Offer first = store.offer(FIELD, true);
      first.amongst(first.lots()).claim(FIELD).orElseThrow().release();
      Offer second = store.offer(FIELD, true);

      first.close();

      assertThat(second.lots()).containsExactly(filled(2));
      assertThat(store.offer(FIELD, true).lots()).isEmpty();
    }
  }

  @Test
  void held_whenALotIsDeleted_lacksIt() throws IOException {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      try (Stream<Path> files = Files.list(lotFolder())) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(lotFolder());

      assertThat(store.held()).isEmpty();
      assertThat(store.ready(FIELD)).isEmpty();
    }
  }

  /** Its files may be gone in any order: what is left of a lot whose key others may know must never look like a lot. */
  @Test
  void discard_thatIsKilledHalfway_leavesNoLot() throws IOException {
    try (MaterialFolder killed = open()) {
      make(killed, filled(2), TODAY);
    }
    Files.move(lotFolder(), home.resolve("material/gone-lot-0202020202020202"));

    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/{lot,gone}-*");
  }

  @Test
  void discard_leavesNothing() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);
      store.claim(FIELD).orElseThrow().discard();

      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void close_withoutCommit_leavesNothing() {
    try (MaterialFolder store = open()) {
      try (NewLot lot = store.make(filled(2), "spdz", FIELD, TODAY)) {
        lot.key(KEY);
        lot.put(TRIPLES, COUNT, pieces(0, COUNT));
      }
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(home.resolve("material")).isDirectoryNotContaining("glob:**/{lot,making}-*");
  }

  @Test
  void sealed_whenTheNodeIsKilled_isKept() {
    NewLot lot;
    try (MaterialFolder killed = open()) {
      lot = killed.make(filled(2), "spdz", FIELD, TODAY);
      lot.key(KEY);
      lot.put(TRIPLES, 1000, pieces(0, 1000));
      lot.seal();
    }

    try (MaterialFolder store = open()) {
      assertThat(store.held()).containsExactly(filled(2));
      assertThat(store.claim(FIELD).orElseThrow().take(TRIPLES, 0, 1000)).isEqualTo(pieces(0, 1000));
    }
  }

  @Test
  void commit_unsealed_isRefused() {
    try (MaterialFolder store = open(); NewLot lot = store.make(filled(2), "spdz", FIELD, TODAY)) {
      lot.put(TRIPLES, 1, pieces(0, 1));

      assertThatThrownBy(lot::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void claimed_whenTheNodeIsKilled_isDestroyed() {
    try (MaterialFolder killed = open()) {
      make(killed, filled(2), TODAY);
      killed.claim(FIELD).orElseThrow().take(TRIPLES, 0, 1);
    }

    try (MaterialFolder store = open()) {
      assertThat(store.claim(FIELD)).isEmpty();
    }
    assertThat(MaterialInventory.status(place(ROSTER))).isEmpty();
  }

  @Test
  void open_twice_isRefused() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);

      assertThatThrownBy(this::open).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("another node");
    }
  }

  /** Neither found a folder to lock when it started. */
  @Test
  void make_whereAnotherNodeHasMade_isRefused_howeverOften() {
    try (MaterialFolder store = open(); MaterialFolder other = open()) {
      make(store, filled(2), TODAY);

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> make(other, filled(3), TODAY)).isInstanceOf(InvalidConfiguration.class)
            .hasMessageContaining("in use by another node");
      }
    }
  }

  @Test
  void make_theSameAgain_isRefused() {
    try (MaterialFolder store = open()) {
      make(store, filled(2), TODAY);

      assertThatThrownBy(() -> make(store, filled(2), TODAY)).isInstanceOf(DataFailure.class).hasMessageContaining("already");
    }
  }
}
