package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.network.Network;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/**
 * Material without any security, quickly: every party tells everybody its share of the key, and all compute everybody's shares from
 * one public seed.
 */
public final class InsecureDealer implements MaterialMaker {
  private final Place place;
  private final PrimeField field;
  private final long seed;
  private int calls;

  private InsecureDealer(Place place, long seed) {
    this.place = place;
    this.field = place.field();
    this.seed = seed;
  }

  /** As a method. */
  public static Method method() {
    return method(0);
  }

  /** As a method whose material is another one with every seed. */
  public static Method method(long seed) {
    return method(place -> new InsecureDealer(place, seed));
  }

  /** As a method that opens makers which send what a dealer sends. */
  static Method method(Function<Place, MaterialMaker> makers) {
    return new Method() {
      @Override
      public MaterialMaker open(Place place) {
        return makers.apply(place);
      }

      @Override
      public Foreseen foreseen(int parties, PrimeField field, Amounts atLeast, boolean first) {
        return new Foreseen(Collections.nCopies(2, MessageLengths.ofAll(field.bytes())), atLeast);
      }
    };
  }

  @Override
  public RoundStep make(Amounts atLeast, Consumer<Material> made) {
    int call = calls++;
    return toAll(place.keyShare(), shares -> {
      long[] key = new long[field.limbs()];
      shares.forEach(share -> field.add(key, share, key));
      return Optional.of(toAll(key, keys -> {
        if (keys.stream().anyMatch(other -> !Arrays.equals(other, key))) {
          throw ProtocolViolationException.unattributed("the dealer's parties have different keys");
        }
        made.accept(deal(atLeast, key, call));
        return Optional.empty();
      }));
    });
  }

  /** What one party gets of a deal, all shares of the key given. */
  static Material deal(PartyIndex me, List<long[]> keyShares, PrimeField field, Amounts amounts) {
    long[] key = new long[field.limbs()];
    keyShares.forEach(share -> field.add(key, share, key));
    Place place = new Place(me, keyShares.size(), field, new byte[0], keyShares.get(me.value() - 1), Optional.empty(), new SecureRandom());
    return new InsecureDealer(place, 0).deal(amounts, key, 1 << 20);
  }

  private RoundStep toAll(long[] element, Function<List<long[]>, Optional<RoundStep>> next) {
    return new RoundStep() {
      @Override
      public void send(Network network) {
        byte[] message = new byte[field.bytes()];
        field.encode(element, 0, 1, message, 0);
        others().forEach(peer -> network.send(peer, message));
      }

      @Override
      public Optional<RoundStep> receive(Network network) {
        List<long[]> elements = new ArrayList<>(List.of(element));
        for (int peer : others()) {
          long[] received = new long[field.limbs()];
          if (field.decode(network.receive(peer), 0, 1, received, 0) >= 0) {
            throw ProtocolViolationException.unattributed("the dealer's parties send no elements");
          }
          elements.add(received);
        }
        return next.apply(elements);
      }
    };
  }

  private List<Integer> others() {
    List<Integer> others = new ArrayList<>();
    for (int party = 1; party <= place.parties(); party++) {
      if (party != place.me().value()) {
        others.add(party);
      }
    }
    return others;
  }

  private Material deal(Amounts amounts, long[] key, int call) {
    Prg random = new Prg(ByteBuffer.allocate(32).putLong(seed).putInt(call).array(), "dealer");
    int triples = (int) amounts.triples();
    long[] a = elements(random, triples);
    long[] b = elements(random, triples);
    long[] c = new long[a.length];
    field.multiply(a, b, c);
    Material.Triples dealt =
        new Material.Triples(share(random, a, key), share(random, b, key), share(random, c, key));
    long[] drawn = new long[(int) amounts.bits()];
    random.nextLongs(drawn);
    long[] bits = new long[drawn.length * field.limbs()];
    for (int i = 0; i < drawn.length; i++) {
      bits[i * field.limbs()] = drawn[i] & 1;
    }
    Authenticated sharedBits = share(random, bits, key);
    List<Material.Masks> masks = new ArrayList<>();
    for (int owner = 1; owner <= place.parties(); owner++) {
      long[] clear = elements(random, amounts.masks().get(owner - 1).intValue());
      masks.add(new Material.Masks(
          share(random, clear, key), new PartyIndex(owner).equals(place.me()) ? Optional.of(clear) : Optional.empty()));
    }
    return new Material(dealt, sharedBits, masks);
  }

  private long[] elements(Prg random, int count) {
    long[] elements = new long[count * field.limbs()];
    field.sample(random, elements);
    return elements;
  }

  private Authenticated share(Prg random, long[] values, long[] key) {
    long[] macs = new long[values.length];
    field.multiply(values, FieldVectors.repeated(key, values.length / field.limbs()), macs);
    return new Authenticated(share(random, values), share(random, macs));
  }

  /** This party's: those of all but the last are drawn. */
  private long[] share(Prg random, long[] values) {
    long[] rest = values.clone();
    long[] mine = rest;
    for (int party = 1; party < place.parties(); party++) {
      long[] drawn = elements(random, values.length / field.limbs());
      field.subtract(rest, drawn, rest);
      mine = party == place.me().value() ? drawn : mine;
    }
    return mine;
  }

  @Override
  public void close() {}
}
