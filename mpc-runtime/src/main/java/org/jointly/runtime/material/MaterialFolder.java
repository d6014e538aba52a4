package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The material that a node has in store: a folder with a folder for each lot, encrypted under a key beside the node's identity.
 *
 * <p>Every piece is used once: that it is, is on the disk before it is given away, also if the node is killed then, or the disk is full.
 * A lot that a killed node had in use is destroyed when the folder is next opened, as is one that was not whole yet. A lot that was made
 * with another roster is never used. Files that are not what was written end a session with a {@link DataFailure} that names them.
 *
 * <p>One process opens it; threads may share it.
 */
public final class MaterialFolder implements MaterialStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MaterialFolder.class);

  private final MaterialPlace place;
  private final SecureRandom random;
  private final Set<LotFolder> lots = new HashSet<>();
  private final Set<LotFolder> inUse = new HashSet<>();
  /** Lots that sessions were offered first, and have not claimed yet. */
  private final Set<Bytes32> promised = new HashSet<>();
  private Optional<FileChannel> lock = Optional.empty();

  private MaterialFolder(MaterialPlace place, SecureRandom random) {
    this.place = place;
    this.random = random;
  }

  /**
   * Opens what is there, which may be nothing.
   *
   * @throws InvalidConfiguration if another node has it open, or the key cannot be used
   */
  public static MaterialFolder open(MaterialPlace place, SecureRandom random) {
    MaterialFolder store = new MaterialFolder(place, random);
    try {
      if (Files.isDirectory(place.folder())) {
        store.lock();
        store.tidy();
      }
      return store;
    } catch (IOException failed) {
      store.close();
      throw MaterialPlace.problem(place.folder(), "cannot be opened (" + Durable.reason(failed) + ")");
    } catch (RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  private void lock() throws IOException {
    FileChannel channel = FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        lock = Optional.of(channel);
      }
    } catch (OverlappingFileLockException here) {
      LOG.debug("{} is open in this process", place.folder());
    } finally {
      if (lock.isEmpty()) {
        channel.close();
      }
    }
    if (lock.isEmpty()) {
      throw MaterialPlace.problem(place.folder(), "is in use by another node; stop that one, or give this node a folder of its own");
    }
  }

  /** Destroys what a killed node was busy with, and finds the rest. */
  private void tidy() throws IOException {
    for (Path gone : place.beingDestroyed()) {
      Durable.delete(gone);
    }
    for (Path unfinished : place.unfinishedLots()) {
      if (LotFolder.isSealed(unfinished)) {
        Path lot = place.whole(unfinished);
        Files.move(unfinished, lot, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("the node was killed when {} was whole: it is kept, and used if all the others have it", lot.getFileName());
      } else {
        Durable.delete(unfinished);
      }
    }
    Durable.force(place.folder());
    Optional<StorageKey> key = StorageKey.read(place.keyFile());
    for (Path folder : place.lots()) {
      if (key.isEmpty()) {
        LOG.warn("the key of stored material, {}, is gone: {} cannot be used", place.keyFile(), folder.getFileName());
        continue;
      }
      try {
        keep(LotFolder.read(folder, key.get()));
      } catch (DataFailure damaged) {
        LOG.warn("{}", damaged.detail());
      }
    }
  }

  private void keep(LotFolder lot) throws IOException {
    if (lot.isClaimed()) {
      LOG.warn("a node was killed while it used stored material: {} is destroyed", lot.name());
      lot.destroy();
    } else if (!lot.header().roster().equals(place.roster())) {
      LOG.warn("{} was made with another roster and cannot be used any more; make new material, and remove that: jointly preprocess discard",
          lot.name());
    } else {
      lots.add(lot);
    }
  }

  /** A lot that has anything left. */
  private record Candidate(LotFolder lot, SortedMap<String, Long> spent) {
    /** Kinds of which nothing is left: who takes such a lot makes what other lots may have. */
    long usedUp() {
      return lot.header().kinds().entrySet().stream().filter(kind -> spent.get(kind.getKey()) == kind.getValue().count()).count();
    }
  }

  /** The first of those that are {@link #ready}. */
  @Override
  public synchronized Optional<Lot> claim(String field) {
    return claim(field, ready(field));
  }

  /**
   * The lots that a session in a field could claim now, by id, the best first: the oldest of which no kind is used up, so that what is
   * left of old lots does not hide new ones.
   */
  public synchronized List<Bytes32> ready(String field) {
    return candidates(field).stream()
        .sorted(Comparator
            .comparing(Candidate::usedUp)
            .thenComparing(each -> each.lot().header().madeAt())
            .thenComparing(each -> each.lot().header().id()))
        .map(each -> each.lot().header().id())
        .limit(Limits.LOTS)
        .toList();
  }

  /** The lots that this node could use, also those that it uses now, by id. */
  public synchronized List<Bytes32> held() {
    return lots.stream().filter(LotFolder::exists).map(lot -> lot.header().id()).sorted().limit(Limits.LOTS).toList();
  }

  /**
   * The lots that a session in a field could claim now, as this party tells the others.
   *
   * <p>Two sessions that begin at one moment may claim in another order at every party: had both been offered the same lots, they would
   * claim different ones, and make all they need. So one party, the same in every session, promises each session a lot of its own, and
   * does not offer it to another as long as it is not claimed.
   *
   * @param promising whether this party is that one
   */
  public synchronized Offer offer(String field, boolean promising) {
    List<Bytes32> lots = ready(field).stream().filter(lot -> !promised.contains(lot)).toList();
    Optional<Bytes32> first = lots.stream().findFirst().filter(lot -> promising);
    first.ifPresent(promised::add);
    return new Offer(this, lots, first);
  }

  synchronized void release(Bytes32 promise) {
    promised.remove(promise);
  }

  private Optional<Candidate> first(String field, List<Bytes32> agreed) {
    Map<Bytes32, Candidate> there = new HashMap<>();
    candidates(field).forEach(candidate -> there.put(candidate.lot().header().id(), candidate));
    return agreed.stream().filter(there::containsKey).findFirst().map(there::get);
  }

  /** The first of these lots that is still there. */
  synchronized Optional<Lot> claim(String field, List<Bytes32> agreed) {
    Optional<Candidate> best = first(field, agreed);
    try {
      if (best.isPresent()) {
        best.get().lot().claim();
        inUse.add(best.get().lot());
      }
    } catch (IOException failed) {
      LOG.warn("stored material cannot be used ({})", Durable.reason(failed));
      return Optional.empty();
    }
    return best.map(found -> new StoredLot(found.lot(), found.spent(), random, this::released, this::discarded));
  }

  private List<Candidate> candidates(String field) {
    List<Candidate> candidates = new ArrayList<>();
    for (LotFolder lot : List.copyOf(lots)) {
      if (lot.header().field().equals(field) && !inUse.contains(lot)) {
        try {
          Candidate candidate = new Candidate(lot, lot.spent());
          if (candidate.usedUp() < lot.header().kinds().size()) {
            candidates.add(candidate);
          }
        } catch (DataFailure damaged) {
          LOG.warn("{}", damaged.detail());
          lots.remove(lot);
        }
      }
    }
    return candidates;
  }

  private synchronized void released(LotFolder lot) {
    try {
      if (lot.isDamaged()) {
        lots.remove(lot);
      } else if (lot.left(lot.spent()).values().stream().allMatch(count -> count == 0)) {
        discarded(lot);
      } else {
        lot.release();
        inUse.remove(lot);
      }
    } catch (IOException failed) {
      LOG.warn("{} stays in use until the node is started again, and is destroyed then ({})", lot.name(), Durable.reason(failed));
    } catch (DataFailure damaged) {
      LOG.warn("{}", damaged.detail());
      lots.remove(lot);
    }
  }

  private synchronized void discarded(LotFolder lot) {
    lots.remove(lot);
    inUse.remove(lot);
    try {
      lot.destroy();
    } catch (IOException failed) {
      LOG.warn("{} could not be deleted, and is not used any more ({})", lot.name(), Durable.reason(failed));
    }
  }

  /**
   * Begins a lot. Several may be made at a time.
   *
   * @param id fresh, the same at every party
   * @param suite its name in the catalogue
   * @param field its label
   * @param agreedAt the same at every party
   * @throws DataFailure if the disk does not allow it, or there is such a lot
   * @throws InvalidConfiguration if the key cannot be used, or is gone while there are lots of it
   */
  public synchronized NewLot make(Bytes32 id, String suite, String field, Instant agreedAt) {
    try {
      if (lock.isEmpty()) {
        Durable.createFolder(place.folder());
        lock();
      }
      place.requireKeyOfLots();
      if (place.lots().size() >= Limits.LOTS) {
        throw new DataFailure("there are " + Limits.LOTS + " lots of stored material already; use them first, or remove some: jointly"
            + " preprocess discard");
      }
      Path unfinished = place.unfinished(id);
      Path whole = place.lot(id);
      if (Files.exists(unfinished) || Files.exists(whole)) {
        throw new DataFailure("there is a lot of stored material " + MaterialPlace.name(id) + " already");
      }
      return new NewLot(
          this,
          unfinished,
          whole,
          new NewLot.Description(id, place.roster(), suite, field, Instant.ofEpochMilli(agreedAt.toEpochMilli())),
          StorageKey.readOrMake(place.keyFile(), random),
          random);
    } catch (IOException failed) {
      throw new DataFailure("material cannot be stored (" + Durable.reason(failed) + ")", failed);
    }
  }

  synchronized void add(LotFolder lot) {
    lots.add(lot);
  }

  void destroyUnfinished(Path folder) {
    try {
      Durable.delete(folder);
    } catch (IOException failed) {
      LOG.warn("{} could not be deleted, which the next start will do ({})", folder.getFileName(), Durable.reason(failed));
    }
  }

  /** Free bytes on the disk that takes the material. */
  public long usableBytes() {
    Path there = place.folder().toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return there.toFile().getUsableSpace();
  }

  /** What the next session in that field finds, if the parties agree on these lots: the pieces left of the one it would claim. */
  public synchronized SortedMap<String, Long> next(String field, List<Bytes32> agreed) {
    return first(field, agreed).map(found -> found.lot().left(found.spent())).orElse(Collections.emptySortedMap());
  }

  /** Lets others open it. Lots in use stay so, and are destroyed when it is next opened. */
  @Override
  public void close() {
    lock.ifPresent(channel -> {
      try {
        channel.close();
      } catch (IOException failed) {
        LOG.warn("{} could not be closed ({})", place.folder(), Durable.reason(failed));
      }
    });
  }
}
