package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.network.Network;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialCodec;

/**
 * The pieces in store that all parties have in common: where the one that is furthest ahead is, to where the first one ends.
 *
 * <p>What a party tells the others, of fixed length: the lot's id, zeros if it has none, and per kind the range that is left, in 16
 * bytes. Who lies about it makes the others skip pieces, never use one twice.
 */
final class StoredMaterial {
  private static final int ID_BYTES = 32;
  /** Pieces that are taken out of the store together: some ten megabytes, where an array ends at 2 GiB. */
  static final long MOST_AT_A_TIME = 1 << 17;

  private final MaterialCodec codec;
  private final Optional<MaterialStore.Lot> lot;
  private final Map<String, MaterialStore.Range> common = new TreeMap<>();
  private boolean isCommon;

  StoredMaterial(MaterialCodec codec, Optional<MaterialStore.Lot> lot) {
    this.codec = codec;
    this.lot = lot;
  }

  /**
   * The round in which the parties tell each other.
   *
   * @param agreed given all offers, when they have been compared
   */
  RoundStep exchange(Table table, Consumer<SortedMap<PartyIndex, byte[]>> agreed) {
    byte[] mine = offer();
    return new RoundStep() {
      @Override
      public void send(Network network) {
        table.peers().forEach(peer -> network.send(peer.value(), mine));
      }

      @Override
      public Optional<RoundStep> receive(Network network) {
        SortedMap<PartyIndex, byte[]> offers = new TreeMap<>(Map.of(table.me(), mine));
        table.peers().forEach(peer -> offers.put(peer, BoundedNetwork.receive(network, peer, mine.length)));
        agree(offers);
        agreed.accept(offers);
        return Optional.empty();
      }
    };
  }

  /** Whether all have the same lot; there may still be nothing of it left. */
  boolean isCommon() {
    return isCommon;
  }

  private byte[] offer() {
    ByteBuffer message = ByteBuffer.allocate(offerBytes());
    message.put(lot.map(MaterialStore.Lot::id).orElse(new byte[ID_BYTES]));
    for (String kind : codec.kinds()) {
      MaterialStore.Range left = lot.map(MaterialStore.Lot::left)
          .map(ranges -> ranges.get(kind))
          .orElse(new MaterialStore.Range(0, 0));
      message.putLong(left.from()).putLong(left.to());
    }
    return message.array();
  }

  private int offerBytes() {
    return ID_BYTES + 2 * Long.BYTES * codec.kinds().size();
  }

  private void agree(Map<PartyIndex, byte[]> offers) {
    List<byte[]> ids = new ArrayList<>();
    offers.forEach((party, offer) -> {
      if (offer.length != offerBytes()) {
        throw new ProtocolViolationException(
            party, "an offer of material of " + offer.length + " bytes, expected " + offerBytes() + "; session aborted");
      }
      ids.add(Arrays.copyOf(offer, ID_BYTES));
    });
    if (lot.isEmpty() || ids.stream().anyMatch(id -> !Arrays.equals(id, lot.get().id()))) {
      return;
    }
    isCommon = true;
    List<String> kinds = codec.kinds();
    for (int i = 0; i < kinds.size(); i++) {
      int at = ID_BYTES + 2 * Long.BYTES * i;
      long from = offers.values().stream().mapToLong(offer -> ByteBuffer.wrap(offer).getLong(at)).max().orElseThrow();
      long to = offers.values().stream().mapToLong(offer -> ByteBuffer.wrap(offer).getLong(at + Long.BYTES)).min().orElseThrow();
      if (to > from) {
        common.put(kinds.get(i), new MaterialStore.Range(from, to));
      }
    }
  }

  /** What all have, and what was not taken yet. */
  Amounts left() {
    List<Long> left = codec.kinds().stream().map(kind -> common.containsKey(kind)
        ? common.get(kind).to() - common.get(kind).from()
        : 0L).toList();
    return new Amounts(left.get(0), left.get(1), left.subList(2, left.size()));
  }

  /** Takes what is needed, as far as it is there. */
  List<Material> take(Amounts needed) {
    List<Material> taken = new ArrayList<>();
    List<String> kinds = codec.kinds();
    for (int i = 0; i < kinds.size(); i++) {
      long wanted = i == 0 ? needed.triples() : i == 1 ? needed.bits() : needed.masks().get(i - 2);
      MaterialStore.Range left = common.get(kinds.get(i));
      if (left == null || wanted == 0) {
        continue;
      }
      long end = left.from() + Math.min(wanted, left.to() - left.from());
      common.put(kinds.get(i), new MaterialStore.Range(end, left.to()));
      for (long from = left.from(); from < end; from += MOST_AT_A_TIME) {
        taken.add(codec.decode(kinds.get(i), lot.orElseThrow().take(kinds.get(i), from, Math.min(MOST_AT_A_TIME, end - from))));
      }
    }
    return taken;
  }
}
