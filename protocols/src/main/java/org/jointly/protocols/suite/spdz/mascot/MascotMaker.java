package org.jointly.protocols.suite.spdz.mascot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.check.Transcript;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material.Masks;
import org.jointly.protocols.suite.spdz.material.Material.Triples;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** Setup and its check once, then for every order: masks, batches of triples, bits. */
final class MascotMaker implements MaterialMaker {
  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final Optional<Authenticated> anchor;
  private final Transcript transcript = new Transcript();
  private final Openings openings;
  private Optional<SortedMap<PartyIndex, Pairing>> pairings = Optional.empty();

  MascotMaker(Place place) {
    this.table = new Table(place.me(), place.parties(), place.field(), place.sessionId(), place.random());
    this.field = place.field();
    this.keyShare = place.keyShare();
    this.anchor = place.anchor();
    this.openings = new Openings(table, keyShare);
  }

  @Override
  public RoundStep make(Amounts atLeast, Consumer<Material> made) {
    if (atLeast.isNothing()) {
      throw new IllegalArgumentException("no material was asked for");
    }
    return new Order(atLeast, made).start();
  }

  /** As {@link Order} goes about it. */
  static Foreseen foreseen(int parties, PrimeField field, Amounts atLeast, boolean first) {
    List<MessageLengths> rounds = new ArrayList<>();
    if (first) {
      rounds.addAll(Setup.lengths(field));
      rounds.addAll(KeyCheck.lengths(field));
    }
    int bits = Math.toIntExact(atLeast.bits());
    if (bits > 0 || atLeast.masks().stream().anyMatch(count -> count > 0)) {
      rounds.addAll(Authentication.lengths(
          field, parties, owner -> Math.toIntExact(Math.addExact(atLeast.masks().get(owner.value() - 1), bits))));
    }
    long triples = 0;
    while (triples < atLeast.triples() + bits) {
      int size = TripleBatch.size(atLeast.triples() + bits - triples);
      rounds.addAll(TripleBatch.lengths(field, parties, size));
      triples += size;
    }
    if (bits > 0) {
      rounds.addAll(RandomBits.lengths(field, bits));
    }
    return new Foreseen(rounds, new Amounts(triples - bits, bits, atLeast.masks()));
  }

  @Override
  public void close() {
    pairings = Optional.empty();
  }

  /** One order on its way. */
  private final class Order {
    private final Amounts amounts;
    private final Consumer<Material> made;
    private final int bits;
    private final long triplesNeeded;
    private Triples triples = Triples.none();
    private SortedMap<PartyIndex, Masks> masks = new TreeMap<>();

    Order(Amounts amounts, Consumer<Material> made) {
      this.amounts = amounts;
      this.made = made;
      this.bits = Math.toIntExact(amounts.bits());
      this.triplesNeeded = amounts.triples() + amounts.bits();
    }

    RoundStep start() {
      if (pairings.isEmpty()) {
        return new Setup(table, keyShare, ready -> {
          pairings = Optional.of(ready);
          return Optional.of(new KeyCheck(table, keyShare, ready, anchor, openings, () -> Optional.of(afterSetup())).start());
        }).start();
      }
      return afterSetup();
    }

    private RoundStep afterSetup() {
      boolean anyMasks = table.all().stream().anyMatch(owner -> masksOf(owner) > 0);
      return anyMasks ? masks() : batch();
    }

    private int masksOf(PartyIndex owner) {
      return Math.toIntExact(Math.addExact(amounts.masks().get(owner.value() - 1), bits));
    }

    /** Everybody's random vector, in shares that streams in common make look random. */
    private RoundStep masks() {
      long[] clear = Elements.random(field, table.random(), masksOf(table.me()));
      SortedMap<PartyIndex, long[]> values = new TreeMap<>();
      values.put(table.me(), clear.clone());
      for (PartyIndex peer : table.peers()) {
        long[] drawn = new long[clear.length];
        field.sample(pairings.orElseThrow().get(peer).mine(), drawn);
        field.subtract(values.get(table.me()), drawn, values.get(table.me()));
        long[] theirs = new long[masksOf(peer) * field.limbs()];
        field.sample(pairings.orElseThrow().get(peer).theirs(), theirs);
        values.put(peer, theirs);
      }
      Function<SortedMap<PartyIndex, long[]>, Optional<RoundStep>> authenticated = macs -> {
        macs.forEach((owner, shares) -> masks.put(owner, new Masks(
            new Authenticated(values.get(owner), shares), owner.equals(table.me()) ? Optional.of(clear) : Optional.empty())));
        return triplesNeeded > 0 ? Optional.of(batch()) : finish();
      };
      return new Authentication(
          table, keyShare, pairings.orElseThrow(), transcript, this::masksOf, authenticated).start(clear);
    }

    private RoundStep batch() {
      long missing = triplesNeeded - triples.a().length(field);
      return new TripleBatch(missing, table, keyShare, pairings.orElseThrow(), transcript, openings, batch -> {
        triples = followedBy(triples, batch);
        return triples.a().length(field) < triplesNeeded ? Optional.of(batch()) : bits > 0 ? Optional.of(bits()) : finish();
      }).start();
    }

    /** Of random r, whose squares are opened. */
    private RoundStep bits() {
      Authenticated r = table.all().stream()
          .map(owner -> lastMasks(owner, bits))
          .reduce((left, right) -> left.plus(field, right))
          .orElseThrow();
      Triples spent = slice(triples, 0, bits);
      triples = slice(triples, bits, triples.a().length(field));
      return new RandomBits(table, keyShare, openings).of(r, spent, this::finish);
    }

    private Authenticated lastMasks(PartyIndex owner, int count) {
      Masks all = masks.get(owner);
      int kept = all.shares().length(field) - count;
      masks.put(owner, new Masks(
          all.shares().slice(field, 0, kept),
          all.clear().map(elements -> Arrays.copyOf(elements, kept * field.limbs()))));
      return all.shares().slice(field, kept, kept + count);
    }

    private Optional<RoundStep> finish() {
      return finish(Authenticated.none());
    }

    private Optional<RoundStep> finish(Authenticated randomBits) {
      List<Masks> byOwner = new ArrayList<>();
      for (PartyIndex owner : table.all()) {
        byOwner.add(masks.getOrDefault(owner, new Masks(
            Authenticated.none(), owner.equals(table.me()) ? Optional.of(new long[0]) : Optional.empty())));
      }
      made.accept(new Material(triples, randomBits, Collections.unmodifiableList(byOwner)));
      return Optional.empty();
    }
  }

  private Triples followedBy(Triples first, Triples rest) {
    return new Triples(
        first.a().followedBy(rest.a()), first.b().followedBy(rest.b()), first.c().followedBy(rest.c()));
  }

  private Triples slice(Triples all, int from, int to) {
    return new Triples(all.a().slice(field, from, to), all.b().slice(field, from, to), all.c().slice(field, from, to));
  }

  @Override
  public String toString() {
    return "MascotMaker[redacted]";
  }
}
