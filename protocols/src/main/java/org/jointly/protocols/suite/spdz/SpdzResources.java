package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.builder.numeric.NumericResourcePool;
import dk.alexandra.fresco.framework.builder.numeric.field.BigIntegerFieldDefinition;
import dk.alexandra.fresco.framework.builder.numeric.field.FieldDefinition;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/** What the gates of one party share during a session. */
final class SpdzResources implements NumericResourcePool {
  private final Table table;
  private final Arithmetic arithmetic;
  private final Openings openings;
  private final Stock stock;
  private final OpeningGuard guard;
  private final FieldDefinition definition;
  private final boolean onZeros;

  /**
   * @param keyShare this party's share of the MAC key, not copied
   * @param onZeros whether the material hides nothing, so that there may be nothing to hide
   */
  SpdzResources(Table table, long[] keyShare, OpeningGuard guard, boolean onZeros) {
    this.table = table;
    this.arithmetic = new Arithmetic(table.field(), keyShare, table.me().value() == 1);
    this.openings = new Openings(table, keyShare);
    this.stock = new Stock(table.field(), table.me(), table.parties());
    this.guard = guard;
    this.onZeros = onZeros;
    this.definition = new BigIntegerFieldDefinition(table.field().modulus());
  }

  Table table() {
    return table;
  }

  PrimeField field() {
    return table.field();
  }

  Arithmetic arithmetic() {
    return arithmetic;
  }

  Openings openings() {
    return openings;
  }

  Stock stock() {
    return stock;
  }

  OpeningGuard guard() {
    return guard;
  }

  /** Whether the material hides nothing, so that there may be nothing to hide. */
  boolean onZeros() {
    return onZeros;
  }

  /**
   * Asked before anything of this party's input is sent.
   *
   * @throws IllegalStateException if the session is there to be counted only, and these are not zeros
   */
  void requireInput(long[] elements) {
    if (onZeros && Arrays.stream(elements).anyMatch(limb -> limb != 0)) {
      throw new IllegalStateException("a session that is counted hides nothing, so it takes zeros only; nothing was sent");
    }
  }

  /**
   * Multiplies element by element with one triple (a, b, c) each: opens x-a and y-b, and x·y = c + (x-a)·b + (y-b)·a + (x-a)·(y-b).
   *
   * <p>Cost: one round; two elements per element to n-1 parties.
   * <p>Source: Beaver, Efficient multiparty protocols using circuit randomization, CRYPTO 1991.
   */
  RoundStep multiply(Authenticated x, Authenticated y, Function<Authenticated, Optional<RoundStep>> next) {
    return multiplyAndOpen(x, y, Authenticated.none(), (products, none) -> next.apply(products));
  }

  /** The same, and opens another vector in the same round. */
  RoundStep multiplyAndOpen(
      Authenticated x,
      Authenticated y,
      Authenticated opened,
      BiFunction<Authenticated, long[], Optional<RoundStep>> next) {
    int longs = x.values().length;
    Material.Triples triples = stock.triples(x.length(field()));
    Authenticated masked = arithmetic.subtract(x, triples.a()).followedBy(arithmetic.subtract(y, triples.b()));
    return openings.open(masked.followedBy(opened), values -> next.apply(
        product(triples, Arrays.copyOf(values, longs), Arrays.copyOfRange(values, longs, 2 * longs)),
        Arrays.copyOfRange(values, 2 * longs, values.length)));
  }

  private Authenticated product(Material.Triples triples, long[] d, long[] e) {
    long[] both = new long[d.length];
    field().multiply(d, e, both);
    Authenticated product = arithmetic.add(triples.c(), arithmetic.multiply(triples.b(), d));
    return arithmetic.add(arithmetic.add(product, arithmetic.multiply(triples.a(), e)), both);
  }

  @Override
  public int getMyId() {
    return table.me().value();
  }

  @Override
  public int getNoOfParties() {
    return table.parties();
  }

  @Override
  public FieldDefinition getFieldDefinition() {
    return definition;
  }
}
