package org.jointly.protocols.suite.spdz;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * The material that a session holds: taken in the order of the program, which is the same at every party, and never twice.
 */
final class Stock {
  private final PrimeField field;
  private final Shelf[] triples = {new Shelf(), new Shelf(), new Shelf()};
  private final Shelf bits = new Shelf();
  private final List<Shelf> masks;
  /** This party's own masks in the clear. */
  private final Shelf myMasks = new Shelf();
  private final PartyIndex me;
  private long usedTriples;
  private long usedBits;
  private long usedMasks;

  Stock(PrimeField field, PartyIndex me, int parties) {
    this.field = field;
    this.me = me;
    this.masks = IntStream.range(0, parties).mapToObj(i -> new Shelf()).toList();
  }

  /** Elements of one kind in their order. */
  private final class Shelf {
    private Authenticated held = Authenticated.none();
    private int taken;
    private long zeros;

    void put(Authenticated more) {
      held = held.slice(field, taken, held.length(field)).followedBy(more);
      taken = 0;
    }

    /** Zeros that take no place. */
    void putZeros(long count) {
      zeros += count;
    }

    long left() {
      return held.length(field) - taken + zeros;
    }

    Authenticated take(int count) {
      if (count > left()) {
        throw new IllegalStateException("a gate takes " + count + " pieces of material, " + left() + " are left");
      }
      if (zeros > 0) {
        zeros -= count;
        return Authenticated.zeros(field, count);
      }
      Authenticated slice = held.slice(field, taken, taken + count);
      taken += count;
      return slice;
    }
  }

  void put(Material material) {
    triples[0].put(material.triples().a());
    triples[1].put(material.triples().b());
    triples[2].put(material.triples().c());
    bits.put(material.bits());
    for (int i = 0; i < masks.size(); i++) {
      masks.get(i).put(material.masks().get(i).shares());
    }
    Material.Masks own = material.masks().get(me.value() - 1);
    long[] clear = own.clear().orElseThrow(() -> new IllegalArgumentException("material lacks this party's own masks"));
    myMasks.put(new Authenticated(clear, clear));
  }

  /** Of the secret 0 all, for a session that computes on nothing else. */
  void putZeros(Amounts amounts) {
    Arrays.stream(triples).forEach(shelf -> shelf.putZeros(amounts.triples()));
    bits.putZeros(amounts.bits());
    for (int i = 0; i < masks.size(); i++) {
      masks.get(i).putZeros(amounts.masks().get(i));
    }
    myMasks.putZeros(amounts.masks().get(me.value() - 1));
  }

  Amounts left() {
    return new Amounts(triples[0].left(), bits.left(), masks.stream().map(Shelf::left).toList());
  }

  Material.Triples triples(int count) {
    usedTriples += count;
    return new Material.Triples(triples[0].take(count), triples[1].take(count), triples[2].take(count));
  }

  Authenticated bits(int count) {
    usedBits += count;
    return bits.take(count);
  }

  Material.Masks masks(PartyIndex owner, int count) {
    usedMasks += count;
    Authenticated shares = masks.get(owner.value() - 1).take(count);
    return new Material.Masks(shares, owner.equals(me) ? Optional.of(myMasks.take(count).values()) : Optional.empty());
  }

  /** What was taken so far. */
  Preprocessing used() {
    SortedMap<String, Long> used = new TreeMap<>();
    put(used, Amounts.TRIPLES, usedTriples);
    put(used, Amounts.BITS, usedBits);
    put(used, Amounts.MASKS, usedMasks);
    return new Preprocessing(used);
  }

  private static void put(SortedMap<String, Long> used, String kind, long count) {
    if (count > 0) {
      used.put(kind, count);
    }
  }

  @Override
  public String toString() {
    return "Stock[" + left() + ", secret]";
  }
}
