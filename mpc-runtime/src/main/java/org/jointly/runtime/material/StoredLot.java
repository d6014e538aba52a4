package org.jointly.runtime.material;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.fault.DataFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lot that one session has claimed. Used by that session's thread. */
final class StoredLot implements MaterialStore.Lot {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLot.class);

  private final LotFolder folder;
  private final SortedMap<String, Long> spent;
  private final SecureRandom random;
  private final Consumer<LotFolder> released;
  private final Consumer<LotFolder> discarded;
  private boolean ended;

  StoredLot(
      LotFolder folder,
      SortedMap<String, Long> spent,
      SecureRandom random,
      Consumer<LotFolder> released,
      Consumer<LotFolder> discarded) {
    this.folder = folder;
    this.spent = new TreeMap<>(spent);
    this.random = random;
    this.released = released;
    this.discarded = discarded;
  }

  @Override
  public byte[] id() {
    return folder.header().id().bytes();
  }

  @Override
  public byte[] keyShare() {
    return folder.header().keyShare();
  }

  @Override
  public SortedMap<String, MaterialStore.Range> left() {
    SortedMap<String, MaterialStore.Range> left = new TreeMap<>();
    folder.header().kinds().forEach((name, kind) -> left.put(name, new MaterialStore.Range(spent.get(name), kind.count())));
    return left;
  }

  /** @throws DataFailure if the disk does not note the use, or the pieces are not those that were stored */
  @Override
  public byte[] take(String kind, long from, long count) {
    MaterialStore.Range left = left().get(kind);
    if (ended || left == null || count < 0 || from < left.from() || count > left.to() - from) {
      throw new IllegalArgumentException("a session takes " + count + " " + kind + " from " + from + ", there are " + left);
    }
    long to = from + count;
    spent.put(kind, to);
    try {
      folder.spend(spent, random);
    } catch (IOException failed) {
      throw new DataFailure("the disk does not note that stored material is used (" + Durable.reason(failed)
          + "), so it is not used; make room and ask again", failed);
    }
    byte[] pieces = folder.pieces(kind, from, to);
    forget(kind, left.from(), to);
    return pieces;
  }

  private void forget(String kind, long from, long to) {
    try {
      folder.forget(kind, from, to);
    } catch (IOException failed) {
      LOG.warn("used material in {} could not be overwritten ({})", folder.name(), Durable.reason(failed));
    }
  }

  @Override
  public void release() {
    end(released);
  }

  @Override
  public void discard() {
    end(discarded);
  }

  private void end(Consumer<LotFolder> how) {
    if (!ended) {
      ended = true;
      how.accept(folder);
    }
  }

  @Override
  public String toString() {
    return "StoredLot[" + folder.name() + ", secret]";
  }
}
