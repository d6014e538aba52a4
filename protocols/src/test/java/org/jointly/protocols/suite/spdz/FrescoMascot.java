package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.builder.numeric.field.BigIntegerFieldDefinition;
import dk.alexandra.fresco.framework.builder.numeric.field.FieldDefinition;
import dk.alexandra.fresco.framework.builder.numeric.field.FieldElement;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.util.AesCtrDrbg;
import dk.alexandra.fresco.framework.util.Drbg;
import dk.alexandra.fresco.framework.util.StrictBitVector;
import dk.alexandra.fresco.tools.mascot.Mascot;
import dk.alexandra.fresco.tools.mascot.MascotResourcePoolImpl;
import dk.alexandra.fresco.tools.mascot.MascotSecurityParameters;
import dk.alexandra.fresco.tools.mascot.field.AuthenticatedElement;
import dk.alexandra.fresco.tools.mascot.field.InputMask;
import dk.alexandra.fresco.tools.mascot.field.MultiplicationTriple;
import dk.alexandra.fresco.tools.ot.base.ECNaorPinkasOt;
import dk.alexandra.fresco.tools.ot.base.Ot;
import dk.alexandra.fresco.tools.ot.otextension.RotList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/**
 * FRESCO's own MASCOT (mascot 1.3.8) as a maker: everything is made when it opens, over a network of its own.
 *
 * @param network not this maker's rounds, but what FRESCO sends and receives as it likes
 */
record FrescoMascot(Network network, Amounts amounts) implements MaterialMaker.Method {
  /** Of security, of seeds, and as many base transfers. */
  private static final int LAMBDA = 128;
  private static final int CANDIDATES = 3;

  /** FRESCO takes bits by the byte: the highest ones are zeros. */
  private record Bytewise(FieldDefinition field) implements FieldDefinition {
    @Override
    public int getBitLength() {
      return (field.getBitLength() + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
    }

    @Override
    public FieldElement createElement(long value) {
      return field.createElement(value);
    }

    @Override
    public FieldElement createElement(String value) {
      return field.createElement(value);
    }

    @Override
    public FieldElement createElement(BigInteger value) {
      return field.createElement(value);
    }

    @Override
    public BigInteger getModulus() {
      return field.getModulus();
    }

    @Override
    public StrictBitVector convertToBitVector(FieldElement element) {
      return field.convertToBitVector(element);
    }

    @Override
    public BigInteger convertToUnsigned(FieldElement element) {
      return field.convertToUnsigned(element);
    }

    @Override
    public BigInteger convertToSigned(BigInteger unsigned) {
      return field.convertToSigned(unsigned);
    }

    @Override
    public byte[] serialize(FieldElement element) {
      return field.serialize(element);
    }

    @Override
    public byte[] serialize(List<FieldElement> elements) {
      return field.serialize(elements);
    }

    @Override
    public FieldElement deserialize(byte[] bytes) {
      return field.deserialize(bytes);
    }

    @Override
    public List<FieldElement> deserializeList(byte[] bytes) {
      return field.deserializeList(bytes);
    }
  }

  @Override
  public MaterialMaker open(MaterialMaker.Place place) {
    return new Made(make(place), amounts);
  }

  @Override
  public MaterialMaker.Foreseen foreseen(int parties, PrimeField field, Amounts atLeast, boolean first) {
    return new MaterialMaker.Foreseen(List.of(), amounts);
  }

  private Material make(MaterialMaker.Place place) {
    PrimeField field = place.field();
    Bytewise definition = new Bytewise(new BigIntegerFieldDefinition(field.modulus()));
    Network withSelf = new WithSelf(place.me().value(), network);
    byte[] seed = new byte[AesCtrDrbg.SEED_LENGTH];
    place.random().nextBytes(seed);
    Drbg drbg = new AesCtrDrbg(seed);
    Mascot mascot = new Mascot(
        new MascotResourcePoolImpl(place.me().value(), place.parties(), 1, drbg, seeds(place, drbg, withSelf),
            new MascotSecurityParameters(LAMBDA, LAMBDA, CANDIDATES), definition),
        withSelf,
        definition.createElement(field.toSigned(place.keyShare())));
    List<MultiplicationTriple> triples = mascot.getTriples((int) amounts.triples());
    List<AuthenticatedElement> bits = mascot.getRandomBits((int) amounts.bits());
    List<Material.Masks> masks = new ArrayList<>();
    for (int owner = 1; owner <= place.parties(); owner++) {
      List<InputMask> made = mascot.getInputMasks(owner, amounts.masks().get(owner - 1).intValue());
      masks.add(new Material.Masks(
          shared(made, InputMask::getMaskShare, field),
          new PartyIndex(owner).equals(place.me())
              ? Optional.of(elements(made.stream().map(InputMask::getOpenValue).toList(), field))
              : Optional.empty()));
    }
    return new Material(
        new Material.Triples(
            shared(triples, MultiplicationTriple::getLeft, field),
            shared(triples, MultiplicationTriple::getRight, field),
            shared(triples, MultiplicationTriple::getProduct, field)),
        shared(bits, Function.identity(), field),
        masks);
  }

  private static Map<Integer, RotList> seeds(MaterialMaker.Place place, Drbg drbg, Network network) {
    Map<Integer, RotList> seeds = new HashMap<>();
    for (int other = 1; other <= place.parties(); other++) {
      if (other != place.me().value()) {
        Ot ot = new ECNaorPinkasOt(other, drbg, network);
        RotList list = new RotList(drbg, LAMBDA);
        if (place.me().value() < other) {
          list.send(ot);
          list.receive(ot);
        } else {
          list.receive(ot);
          list.send(ot);
        }
        seeds.put(other, list);
      }
    }
    return seeds;
  }

  private static <T> Authenticated shared(List<T> made, Function<T, AuthenticatedElement> part, PrimeField field) {
    List<AuthenticatedElement> parts = made.stream().map(part).toList();
    return new Authenticated(
        elements(parts.stream().map(AuthenticatedElement::getShare).toList(), field),
        elements(parts.stream().map(AuthenticatedElement::getMac).toList(), field));
  }

  private static long[] elements(List<FieldElement> elements, PrimeField field) {
    return FieldVectors.concatenate(elements.stream().map(element -> field.element(element.toBigInteger())).toList());
  }

  /** Hands over everything at once. */
  private record Made(Material material, Amounts amounts) implements MaterialMaker {
    @Override
    public RoundStep make(Amounts atLeast, Consumer<Material> made) {
      if (!atLeast.beyond(amounts).isNothing()) {
        throw new IllegalStateException("asked for " + atLeast + ", made " + amounts);
      }
      return new RoundStep() {
        @Override
        public void send(Network network) {}

        @Override
        public Optional<RoundStep> receive(Network network) {
          made.accept(material);
          return Optional.empty();
        }
      };
    }

    @Override
    public void close() {}
  }
}
