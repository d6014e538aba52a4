package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.sharing.PseudoRandomBits;
import org.jointly.protocols.suite.shamir.bits.BitRows;
import org.jointly.protocols.suite.shamir.bits.BitSlices;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.shamir.bits.TopBit;

/**
 * Bits that a circuit in GF(2^k) computes from numbers, as shares in the prime field: the only way from the one to the other.
 *
 * <p>The result of the circuit is hidden by random {@link MixedBits}, which are made while it runs, and opened; the random
 * bits' shares in the prime field are turned over where the opened bit is 1.
 *
 * <p><b>How a circuit gets at the bits of a number.</b> The t+1 parties 1..t+1 weight their shares of y with Lagrange
 * coefficients to numbers z_1, z_2, ... in [0, p), one known to each, with z_1 + z_2 + ... = y + w·p for a number w in [0, t]
 * that nobody knows. Let p = 2^q-1, h the bit length of t, and Y_j be z_j rotated left by h of its q bits, which is 2^h·z_j
 * modulo p. The h low bits of Y_j are the top bits of z_j, and the sum of all z_j's top bits, plus t, divided by 2^h and rounded
 * down is w (as 2^h > t and y is below 2^(q-h)). So w is what the low h places of t + Y_1 + Y_2 + ... carry into the higher
 * ones, where the sum of the z_j modulo 2^l is; and as -p is 1 modulo 2^l, the result is the l low bits of y. Always, not just
 * with high probability; and y needs no more room in the field than h bits.
 */
abstract class BitCircuitGate extends ShamirGate<ShamirShares> {
  private List<RoundStep> running = new ArrayList<>();
  private ShamirShares mask;
  private long[] opened;

  /**
   * A circuit, its inputs given.
   *
   * @param bits how many bits it computes
   * @param start its first step, given what takes this party's shares of the bits, in one row
   */
  record Circuit(int bits, Function<Function<BitRows, Optional<RoundStep>>, RoundStep> start) {}

  /** Checks the operands and computes what is local; nothing has been sent yet. */
  abstract Circuit circuit(ShamirResources resources);

  @Override
  public final EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      Circuit circuit = circuit(resources);
      if (circuit.bits() == 0) {
        return done(new ShamirShares(new long[0], 0));
      }
      start(circuit, resources);
    } else {
      running = running.stream().flatMap(step -> step.receive(network).stream()).toList();
    }
    if (running.isEmpty()) {
      return done(unmasked(resources.field()));
    }
    running.forEach(step -> step.send(network));
    return EvaluationStatus.HAS_MORE_ROUNDS;
  }

  private void start(Circuit circuit, ShamirResources resources) {
    int bits = circuit.bits();
    PseudoRandomBits.Drawn random = resources.bits().randomBits().draw((bits + 63) / 64);
    TopBit opening = new TopBit(resources.bits(), bits);
    RoundStep computed = circuit.start().apply(
        row -> Optional.of(opening.openMasked(row, random.share(), this::opened)));
    RoundStep mixed = new MixedBits(resources, bits, random, shares -> mask = shares).start();
    running = List.of(computed, mixed);
  }

  private Optional<RoundStep> opened(long[] masked) {
    opened = masked;
    return Optional.empty();
  }

  /** The mask, and 1 - mask where the opened bit is 1. */
  private ShamirShares unmasked(PrimeField field) {
    long[] same = mask.elements();
    long[] flipped = filled(field.element(1), mask.length());
    field.subtract(flipped, same, flipped);
    int limbs = field.limbs();
    for (int i = 0; i < mask.length(); i++) {
      if ((opened[i >>> 6] >>> i & 1) == 0) {
        System.arraycopy(same, i * limbs, flipped, i * limbs, limbs);
      }
    }
    return new ShamirShares(flipped, mask.length());
  }

  /**
   * The lowest bits of this party's rotated summand Y_j, with the constant t at party 1; the number's bit 0 is at place h.
   *
   * @param shares of the numbers
   * @param places how many bits
   */
  static Optional<BitRows> summand(long[] shares, int places, ShamirResources resources) {
    int parties = resources.threshold() + 1;
    if (resources.me().value() > parties) {
      return Optional.empty();
    }
    PrimeField field = resources.field();
    long[] weight = Lagrange.coefficients(field, IntStream.rangeClosed(1, parties).toArray(), 0)
        [resources.me().value() - 1];
    long[] rotated = new long[shares.length];
    field.scale(shares, field.product(weight, field.element(1L << guardPlaces(resources.threshold()))), rotated);
    if (resources.me().value() == 1) {
      addInteger(rotated, field.limbs(), resources.threshold());
    }
    return Optional.of(BitSlices.of(rotated, field.limbs(), places));
  }

  /** Adds a small number to each of the numbers, as integers. */
  private static void addInteger(long[] numbers, int limbs, int summand) {
    for (int i = 0; i < numbers.length; i += limbs) {
      long carry = summand;
      for (int limb = i; limb < i + limbs; limb++) {
        long sum = numbers[limb] + carry;
        carry = (numbers[limb] & ~sum) >>> 63;
        numbers[limb] = sum;
      }
    }
  }

  static long[] filled(long[] element, int length) {
    long[] vector = new long[element.length * length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = element[i % element.length];
    }
    return vector;
  }

  /** h. */
  static int guardPlaces(int threshold) {
    return 32 - Integer.numberOfLeadingZeros(threshold);
  }
}
