package org.jointly.runtime.material;

import java.util.List;
import java.util.Optional;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.wire.Bytes32;

/** What one session is offered of a {@link MaterialFolder}. A lot that it was promised is so until it claims one, or this is closed. */
public final class Offer implements AutoCloseable {
  private final MaterialFolder folder;
  private final List<Bytes32> lots;
  private Optional<Bytes32> promised;

  Offer(MaterialFolder folder, List<Bytes32> lots, Optional<Bytes32> promised) {
    this.folder = folder;
    this.lots = lots;
    this.promised = promised;
  }

  /** By id, the best first. */
  public List<Bytes32> lots() {
    return lots;
  }

  /** For a session whose parties have agreed on these lots, by id: gives out the first that is still there. */
  public MaterialStore amongst(List<Bytes32> agreed) {
    return field -> {
      Optional<MaterialStore.Lot> claimed = folder.claim(field, agreed);
      close();
      return claimed;
    };
  }

  /** Once: afterwards the lot may be promised to another session. */
  @Override
  public synchronized void close() {
    promised.ifPresent(folder::release);
    promised = Optional.empty();
  }
}
