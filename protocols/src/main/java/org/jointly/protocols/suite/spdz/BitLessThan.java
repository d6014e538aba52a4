package org.jointly.protocols.suite.spdz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Opens c, and compares its l low bits with l shared bits r: shares of 1 where c mod 2^l is less than r.
 *
 * <p>Per place, "less" is r·(1-c) and "equal" is 1 - r - c + 2·r·c, linear in r as c is public. Two neighbours become one: less = less_h +
 * equal_h·less_l, equal = equal_h·equal_l; of the lowest nobody asks whether it is equal. In the first layer all of this is linear in the
 * products r_h·r_l, which do not depend on c: they are computed in the round in which c is opened, one product for two.
 *
 * <p>Cost: ceil(log2 l) rounds, at least 1; {@link #triples}.
 */
final class BitLessThan {
  private final SpdzResources resources;
  private final Arithmetic arithmetic;
  private final PrimeField field;
  private final List<Authenticated> random;
  private final int length;
  private long[] publicLow = new long[0];

  /** @param random per place, the lowest first, the shared bits of all numbers */
  BitLessThan(SpdzResources resources, List<Authenticated> random, int length) {
    this.resources = resources;
    this.arithmetic = resources.arithmetic();
    this.field = resources.field();
    this.random = List.copyOf(random);
    this.length = length;
  }

  /** Of l places per number. */
  static int triples(int places) {
    int triples = places / 2;
    for (int nodes = (places + 1) / 2; nodes > 1; nodes = (nodes + 1) / 2) {
      triples += 2 * (nodes / 2) - 1;
    }
    return triples;
  }

  /** A place, or several: whether c's bits there are less than r's, and whether they are equal. */
  private record Node(Authenticated less, Authenticated equal) {}

  /**
   * The first step.
   *
   * @param c what is opened; the integers are below the modulus
   * @param next given the answers
   */
  RoundStep start(Authenticated c, Function<Authenticated, Optional<RoundStep>> next) {
    int pairs = random.size() / 2;
    List<Authenticated> lows = new ArrayList<>();
    List<Authenticated> highs = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      lows.add(random.get(2 * i));
      highs.add(random.get(2 * i + 1));
    }
    return resources.multiplyAndOpen(joined(highs), joined(lows), c, (products, opened) -> {
      publicLow = RandomMask.remainders(opened, random.size(), field);
      return join(firstLayer(products, opened), next);
    });
  }

  /** c modulo 2^l, as elements, once it is opened. */
  long[] publicLow() {
    return publicLow;
  }

  private List<Node> firstLayer(Authenticated products, long[] opened) {
    List<Node> nodes = new ArrayList<>();
    for (int place = 0; place < random.size(); place += 2) {
      Place low = place(place, opened);
      if (place + 1 == random.size()) {
        nodes.add(new Node(arithmetic.multiply(low.bit, low.zero), equal(low)));
      } else {
        nodes.add(pair(place(place + 1, opened), low, rows(products, place / 2, 1)));
      }
    }
    return nodes;
  }

  /**
   * One place.
   *
   * @param bit r, shared
   * @param zero 1 - c
   * @param sign 1 - 2c
   */
  private record Place(Authenticated bit, long[] zero, long[] sign) {}

  private Place place(int place, long[] opened) {
    int limbs = field.limbs();
    long[] zero = new long[length * limbs];
    for (int i = 0; i < length; i++) {
      zero[i * limbs] = 1 - RandomMask.bit(opened, i, place, field);
    }
    long[] sign = zero.clone();
    field.add(sign, zero, sign);
    field.subtract(sign, FieldVectors.repeated(field.element(1), length), sign);
    return new Place(random.get(place), zero, sign);
  }

  private Authenticated equal(Place place) {
    return arithmetic.subtractFrom(place.zero, arithmetic.multiply(place.bit, place.sign));
  }

  /** Of two places, with the product of their shared bits. */
  private Node pair(Place high, Place low, Authenticated both) {
    Authenticated onlyLow = arithmetic.subtract(
        arithmetic.multiply(low.bit, high.zero), arithmetic.multiply(both, high.sign));
    Authenticated less = arithmetic.add(
        arithmetic.multiply(high.bit, high.zero), arithmetic.multiply(onlyLow, low.zero));
    Authenticated equal = arithmetic.multiply(both, product(high.sign, low.sign));
    equal = arithmetic.subtract(equal, arithmetic.multiply(low.bit, product(high.zero, low.sign)));
    equal = arithmetic.subtract(equal, arithmetic.multiply(high.bit, product(high.sign, low.zero)));
    return new Node(less, arithmetic.add(equal, product(high.zero, low.zero)));
  }

  /** Neighbours, until one node is left. */
  private Optional<RoundStep> join(List<Node> nodes, Function<Authenticated, Optional<RoundStep>> next) {
    if (nodes.size() == 1) {
      return next.apply(nodes.get(0).less());
    }
    int pairs = nodes.size() / 2;
    List<Authenticated> lefts = new ArrayList<>();
    List<Authenticated> rights = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      lefts.add(nodes.get(2 * i + 1).equal());
      rights.add(nodes.get(2 * i).less());
    }
    for (int i = 1; i < pairs; i++) {
      lefts.add(nodes.get(2 * i + 1).equal());
      rights.add(nodes.get(2 * i).equal());
    }
    return Optional.of(resources.multiply(joined(lefts), joined(rights), products -> {
      List<Node> fewer = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        // Nobody asks whether the lowest is equal.
        Authenticated equal = rows(products, i == 0 ? 0 : pairs + i - 1, 1);
        fewer.add(new Node(arithmetic.add(nodes.get(2 * i + 1).less(), rows(products, i, 1)), equal));
      }
      fewer.addAll(nodes.subList(2 * pairs, nodes.size()));
      return join(fewer, next);
    }));
  }

  private Authenticated rows(Authenticated rows, int first, int count) {
    return rows.slice(field, first * length, (first + count) * length);
  }

  private static Authenticated joined(List<Authenticated> rows) {
    return Arithmetic.concatenate(rows);
  }

  private long[] product(long[] left, long[] right) {
    long[] product = new long[left.length];
    field.multiply(left, right, product);
    return product;
  }
}
