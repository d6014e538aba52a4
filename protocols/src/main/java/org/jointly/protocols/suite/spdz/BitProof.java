package org.jointly.protocols.suite.spdz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.Interpolation;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * Every party proves of a vector that it has put in that all elements are 0 or 1, all of them at once.
 *
 * <ol>
 *   <li>A party's elements stand in rows of K. Row i is a polynomial f_i of degree K-1, by its values at 1..K.
 *   <li>Coins ρ are tossed. q = Σ ρ_i·(f_i² - f_i) has degree 2K-2, and is 0 at 1..K if all are bits; the owner, who knows it, puts in its values
 *       at K+1..2K-1, which with those zeros make it up.
 *   <li>Coins z are tossed. Σ ρ_i·(f_i(z)² - f_i(z)) - q(z) has to be zero, or the next MAC check fails. f_i(z) and q(z) are linear in what is
 *       shared; the squares take a triple a row.
 * </ol>
 *
 * <p>Security: a vector with another element passes with probability at most (2K-1)/p, below 2^-51, and 1/p for the MAC check. Nothing is opened
 * but products that are masked.
 *
 * <p>Cost for M elements, K near √(17·M) but at most {@value #LONGEST_ROW}: for every party ⌈M/K⌉ triples and K-1 masks; six rounds.
 *
 * <p>Source: Boneh, Boyle, Corrigan-Gibbs, Gilboa, Ishai, CRYPTO 2019, with triples for the proof's own product.
 */
final class BitProof {
  /** Fewer are squared one by one. */
  static final int FEW = 32;

  private static final int LONGEST_ROW = 512;
  /** What a triple costs, in masks. */
  private static final int TRIPLE_MASKS = 17;

  private final SpdzResources resources;
  private final PrimeField field;
  private final List<Authenticated> each;
  private final long[] mine;
  private final int columns;
  private final int rows;
  private final Supplier<Optional<RoundStep>> next;

  /**
   * @param each the shared vectors of all parties in order, of equal lengths
   * @param mine what this party has put in
   * @param next when the proofs have been taken; they are checked before anything is opened
   */
  BitProof(SpdzResources resources, List<Authenticated> each, long[] mine, Supplier<Optional<RoundStep>> next) {
    this.resources = resources;
    this.field = resources.field();
    this.each = List.copyOf(each);
    this.mine = mine;
    int length = mine.length / field.limbs();
    this.columns = columns(length);
    this.rows = rows(length);
    this.next = next;
  }

  private static int columns(int length) {
    return Math.max(2, Math.min(LONGEST_ROW, (int) Math.sqrt((double) TRIPLE_MASKS * length)));
  }

  private static int rows(int length) {
    return (length + columns(length) - 1) / columns(length);
  }

  /** For the proofs of so many parties. */
  static Amounts needs(int length, int parties) {
    return new Amounts((long) parties * rows(length), 0, Collections.nCopies(parties, columns(length) - 1L));
  }

  RoundStep start() {
    return resources.openings().coins("the proof of bits", coins -> Optional.of(prove(sample(coins, rows))));
  }

  private RoundStep prove(long[] weights) {
    SortedMap<PartyIndex, Material.Masks> masks = new TreeMap<>();
    resources.table().all().forEach(owner -> masks.put(owner, resources.stock().masks(owner, columns - 1)));
    return new InputStep(resources, masks, Optional.of(quotients(weights)), columns - 1, proofs -> Optional.of(
        resources.openings().coins("the check of the proof of bits", coins -> Optional.of(
            compare(weights, new ArrayList<>(proofs.values()), sample(coins, 1))))));
  }

  private long[] sample(Prg coins, int count) {
    long[] elements = new long[count * field.limbs()];
    field.sample(coins, elements);
    return elements;
  }

  /** This party's q at K+1..2K-1. */
  private long[] quotients(long[] weights) {
    Interpolation row = new Interpolation(field, columns);
    List<long[]> values = new ArrayList<>();
    for (int at = columns + 1; at < 2 * columns; at++) {
      long[] coefficients = row.coefficients(field.element(at));
      long[] polynomials = new long[rows * field.limbs()];
      for (int i = 0; i < rows; i++) {
        System.arraycopy(valueOf(mine, i, coefficients), 0, polynomials, i * field.limbs(), field.limbs());
      }
      long[] squares = new long[polynomials.length];
      field.multiply(polynomials, polynomials, squares);
      field.subtract(squares, polynomials, squares);
      values.add(field.innerProduct(weights, squares));
    }
    return FieldVectors.concatenate(values);
  }

  /** What is beyond the last row's end is zero. */
  private long[] valueOf(long[] vector, int row, long[] coefficients) {
    int from = row * columns * field.limbs();
    int to = Math.min(vector.length, from + coefficients.length);
    return field.innerProduct(Arrays.copyOfRange(vector, from, to), Arrays.copyOf(coefficients, to - from));
  }

  /** @param proofs of all parties in order */
  private RoundStep compare(long[] weights, List<Authenticated> proofs, long[] point) {
    long[] ofRow = new Interpolation(field, columns).coefficients(point);
    long[] ofProof = new Interpolation(field, 2 * columns - 1).coefficients(point);
    long[] tail = Arrays.copyOfRange(ofProof, columns * field.limbs(), ofProof.length);
    Authenticated values = Arithmetic.concatenate(each.stream().map(vector -> values(vector, ofRow)).toList());
    return resources.multiply(values, values, squares -> {
      Authenticated differences = resources.arithmetic().subtract(squares, values);
      for (int owner = 0; owner < each.size(); owner++) {
        Authenticated sum = combined(differences.slice(field, owner * rows, (owner + 1) * rows), weights);
        resources.openings().requireZero(resources.arithmetic().subtract(sum, combined(proofs.get(owner), tail)));
      }
      return next.get();
    });
  }

  /** Of all rows. */
  private Authenticated values(Authenticated vector, long[] coefficients) {
    return new Authenticated(
        FieldVectors.concatenate(IntStream.range(0, rows).mapToObj(i -> valueOf(vector.values(), i, coefficients)).toList()),
        FieldVectors.concatenate(IntStream.range(0, rows).mapToObj(i -> valueOf(vector.macs(), i, coefficients)).toList()));
  }

  private Authenticated combined(Authenticated vector, long[] coefficients) {
    return resources.arithmetic().sum(resources.arithmetic().multiply(vector, coefficients));
  }
}
