package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.material.StoredMaterialStatus.State;
import org.jointly.runtime.wire.Bytes32;

/** What an operator sees of stored material, and clears away, whether or not a node has it open. Uses none of it. */
public final class MaterialInventory {
  private MaterialInventory() {}

  /**
   * Looks at a folder, also while a node has it open, and changes nothing.
   *
   * @return the oldest first; what cannot be read last
   * @throws InvalidConfiguration if the key cannot be used
   * @throws DataFailure if the disk does not give a lot's files, which may be whole
   */
  public static List<StoredMaterialStatus> status(MaterialPlace place) {
    if (!Files.isDirectory(place.folder())) {
      return List.of();
    }
    Optional<StorageKey> key = StorageKey.read(place.keyFile());
    try {
      List<StoredMaterialStatus> found = new ArrayList<>();
      for (Path folder : place.lots()) {
        found.add(key.flatMap(there -> status(place, folder, there)).orElseGet(() -> damaged(folder)));
      }
      found.sort(Comparator.comparing((StoredMaterialStatus lot) -> lot.state() == State.DAMAGED)
          .thenComparing(StoredMaterialStatus::madeAt)
          .thenComparing(StoredMaterialStatus::name));
      return Collections.unmodifiableList(found);
    } catch (IOException failed) {
      throw MaterialPlace.problem(place.folder(), "cannot be read (" + Durable.reason(failed) + ")");
    }
  }

  private static Optional<StoredMaterialStatus> status(MaterialPlace place, Path folder, StorageKey key) {
    try {
      LotFolder lot = LotFolder.read(folder, key);
      LotHeader header = lot.header();
      SortedMap<String, Long> made = new TreeMap<>();
      header.kinds().forEach((name, kind) -> made.put(name, kind.count()));
      State state = lot.isClaimed() ? State.IN_USE : header.roster().equals(place.roster()) ? State.READY : State.OTHER_ROSTER;
      return Optional.of(new StoredMaterialStatus(
          lot.name(), state, header.madeAt(), header.roster(), header.suite(), header.field(), lot.left(lot.spent()), made, lot.bytes()));
    } catch (DataFailure wrong) {
      if (wrong.getCause() instanceof IOException && !(wrong.getCause() instanceof NoSuchFileException)) {
        throw wrong; // nobody knows what is in it, and it must not be discarded
      }
      return Optional.empty();
    }
  }

  private static StoredMaterialStatus damaged(Path folder) {
    return new StoredMaterialStatus(
        folder.getFileName().toString(), State.DAMAGED, Instant.EPOCH, Bytes32.of(new byte[Bytes32.LENGTH]), "", "", new TreeMap<>(),
        new TreeMap<>(), 0);
  }

  /**
   * Deletes the lots that cannot be used: of another roster, or damaged. The node need not be stopped.
   *
   * @param others that are of no use, either
   * @return their names
   * @throws InvalidConfiguration if there are lots but no key: with it, they may be whole
   */
  public static List<String> discardUnusable(MaterialPlace place, Predicate<StoredMaterialStatus> others) {
    place.requireKeyOfLots();
    List<String> discarded = new ArrayList<>();
    for (StoredMaterialStatus lot : status(place)) {
      if (lot.state() == State.OTHER_ROSTER || lot.state() == State.DAMAGED || others.test(lot)) {
        try {
          LotFolder.destroy(place.folder().resolve(lot.name()));
          discarded.add(lot.name());
        } catch (IOException failed) {
          throw MaterialPlace.problem(place.folder().resolve(lot.name()), "cannot be deleted (" + Durable.reason(failed) + ")");
        }
      }
    }
    return discarded;
  }
}
