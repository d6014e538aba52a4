package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.ComputationDirectory;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.UnsupportedSetting;

/**
 * Arithmetic on whole vectors of secrets: the directory beside FRESCO's {@code Numeric}.
 *
 * <p>Statistics are written against it once. A suite with vector natives answers with one native protocol per call; any
 * other FRESCO numeric suite is served gate by gate. Calls append to the builder the directory was made for: in a
 * sequential scope one call follows another, in a parallel scope calls share their rounds and must not use one another's
 * results.
 *
 * <p>Operands of one call have equal lengths, unless said otherwise; a violation throws {@link IllegalArgumentException}
 * when the protocol is evaluated, or local work is first asked for ({@link LocalResult}). Values are integers in the field's
 * symmetric range; the planner guarantees that no sum leaves it.
 */
public interface VectorNumeric extends ComputationDirectory {

  /**
   * The directory of the suite behind this builder.
   *
   * @throws IllegalStateException if the builder is not of a suite session
   */
  static VectorNumeric using(ProtocolBuilderNumeric builder) {
    return GuardedNumeric.of(builder).vectors();
  }

  /**
   * Shares a vector of {@code length} elements that {@code owner} knows.
   *
   * @param values the vector at the owner, empty at everybody else
   */
  DRes<SecretVector> input(Optional<IntegerVector> values, int length, PartyIndex owner);

  /**
   * Shares one vector per party, all of {@code length}, and adds them up: one round whatever the number of parties.
   *
   * @param mine this party's vector
   */
  DRes<SecretVector> sumOfInputs(IntegerVector mine, int length);

  /**
   * As {@link #sumOfInputs}, where every element of every party is 0 or 1; against malicious parties it is proven.
   *
   * @param mine this party's bits
   */
  default DRes<SecretVector> sumOfBits(IntegerVector mine, int length) {
    return sumOfInputs(mine, length);
  }

  /**
   * For each element 1 if the bit of any party is 1, else 0: a comparison with 1, or less where the suite can.
   *
   * @param sums what {@link #sumOfBits} gives, and nothing else: of other numbers the result need not be a bit
   */
  DRes<SecretVector> anyOf(DRes<SecretVector> sums, int length);

  /**
   * As {@link #sumOfInputs}, where every element of every party is from 0 to {@code largest}; proven where the suite's operations do not hide
   * operands of whatever size, and held against who lies by {@link #requireProofs}.
   *
   * @param mine this party's counts
   */
  default DRes<SecretVector> sumOfCounts(IntegerVector mine, int length, BigInteger largest) {
    return sumOfInputs(mine, length);
  }

  /** Ends the session unless what was proven so far holds, before anything else is computed. Not beside other operations. */
  default DRes<Void> requireProofs() {
    return () -> null;
  }

  /**
   * Ends the session unless every element is in [0, 2^bits), before anything else is computed; for what parties put in who may lie.
   * A suite whose operations hide operands of whatever size does nothing.
   */
  default DRes<Void> requireWithin(DRes<SecretVector> vector, int length, int bits) {
    return () -> null;
  }

  /** Whether a comparison costs so much more than rounds that who can should compare little, one after another. */
  default boolean comparesDearly() {
    return false;
  }

  /** A public vector in secret form. No communication. */
  DRes<SecretVector> known(IntegerVector values);

  /** Element-wise sum. No communication. */
  DRes<SecretVector> add(DRes<SecretVector> left, DRes<SecretVector> right);

  /** Element-wise sum with a public vector. No communication. */
  DRes<SecretVector> add(DRes<SecretVector> left, IntegerVector right);

  /** Element-wise difference. No communication. */
  DRes<SecretVector> subtract(DRes<SecretVector> left, DRes<SecretVector> right);

  /** Element-wise product with a public vector. No communication. */
  DRes<SecretVector> scale(DRes<SecretVector> left, IntegerVector factors);

  /** Element-wise product of two secret vectors; one of them may have length 1 and then multiplies every element. */
  DRes<SecretVector> multiply(DRes<SecretVector> left, DRes<SecretVector> right);

  /** The inner product, a vector of length 1, for the communication of one multiplication whatever the length. */
  DRes<SecretVector> innerProduct(DRes<SecretVector> left, DRes<SecretVector> right);

  /** The sum of all elements, a vector of length 1. No communication. */
  DRes<SecretVector> sum(DRes<SecretVector> vector);

  /** Inclusive prefix sums. No communication. */
  DRes<SecretVector> prefixSum(DRes<SecretVector> vector);

  /** The elements at public positions, which may repeat. No communication. */
  DRes<SecretVector> gather(DRes<SecretVector> vector, int[] positions);

  /** Several vectors, one after another. No communication. */
  DRes<SecretVector> concatenate(List<DRes<SecretVector>> vectors);

  /**
   * For each element 1 if it is at least the public threshold, else 0.
   *
   * @param bits every element and every threshold is in [0, 2^bits); the cost grows with it, so pass the public bound
   */
  DRes<SecretVector> atLeast(DRes<SecretVector> vector, IntegerVector thresholds, int bits);

  /**
   * For each position 1 if left is less than right, else 0.
   *
   * @param bits every element of both is in [0, 2^bits)
   */
  DRes<SecretVector> lessThan(DRes<SecretVector> left, DRes<SecretVector> right, int bits);

  /**
   * For each public value how many elements are below it: the first position where it could be inserted.
   *
   * @param ascending so many elements, each at least the one before; proven to be so, as their bounds, where parties may lie
   * @param bits every element and every value is in [0, 2^bits)
   */
  DRes<SecretVector> searchSorted(DRes<SecretVector> ascending, int length, IntegerVector values, int bits);

  /**
   * For each element 1 if it is at most the public threshold, else 0. Costs as much as {@link #atLeast}.
   *
   * @param bits every element and every threshold is in [0, 2^bits)
   */
  DRes<SecretVector> atMost(DRes<SecretVector> vector, IntegerVector thresholds, int bits);

  /**
   * For each position 1 if left is at most right, else 0. Costs as much as {@link #lessThan}.
   *
   * @param bits every element of both is in [0, 2^bits)
   */
  DRes<SecretVector> lessOrEqual(DRes<SecretVector> left, DRes<SecretVector> right, int bits);

  /**
   * For each position 1 if both elements are equal, else 0: neither is less than the other, asked in the rounds of one
   * comparison and the bytes of two.
   *
   * @param bits every element of both is in [0, 2^bits)
   */
  DRes<SecretVector> equal(DRes<SecretVector> left, DRes<SecretVector> right, int bits);

  /** Equality with a public vector; as {@link #equal(DRes, DRes, int)}. */
  DRes<SecretVector> equal(DRes<SecretVector> left, IntegerVector right, int bits);

  /**
   * The bits of each element, place after place: element i's bit of weight 2^j is at j·length + i.
   *
   * @param bits every element is in [0, 2^bits)
   */
  DRes<SecretVector> decompose(DRes<SecretVector> vector, int bits);

  /**
   * The first binary digits of fractions behind the point, as numbers: in parts of so many digits each, from the point on. With all parts
   * up to one put together, the fraction is off in the last digit by less than the parties' number and 2; the next part makes up for it. Nothing
   * is opened.
   *
   * <p>Where a dividend is above its divisor, but at most twice it, or the divisor is 0 or -1, the digits mean nothing, and do no harm.
   * Where all this is not known of what parties put in, it has to be proven first ({@link #requireWithin}).
   *
   * @param dividend in [0, divisor]
   * @param divisor below 2^bits
   * @param divisors how many
   * @param over for each dividend the place of its divisor
   * @param parts multiples of 4
   */
  List<DRes<SecretVector>> fractionDigits(
      DRes<SecretVector> dividend, DRes<SecretVector> divisor, int divisors, int[] over, int bits, int... parts);

  /**
   * The product of two matrices, in row-major order.
   *
   * @param left rows × inner
   * @param right inner × columns
   * @throws IllegalArgumentException (when evaluated) unless both lengths are multiples of {@code inner}, or if it is below 1
   */
  DRes<SecretVector> matrixProduct(DRes<SecretVector> left, DRes<SecretVector> right, int inner);

  /**
   * The smallest element, and the first position where it is.
   *
   * <p>A tournament: ceil(log2 length) times a comparison and a multiplication round.
   *
   * @param bits every element is in [0, 2^bits)
   * @throws IllegalArgumentException (when evaluated) if the vector is empty
   */
  DRes<Extreme> minimum(DRes<SecretVector> vector, int bits);

  /** The greatest element, and the first position where it is; as {@link #minimum}. */
  DRes<Extreme> maximum(DRes<SecretVector> vector, int bits);

  /**
   * An extreme element.
   *
   * @param value of length 1
   * @param position its index from 0, of length 1
   */
  record Extreme(SecretVector value, SecretVector position) {}

  /**
   * The columns, which have equal lengths, in an order that is uniformly random and that nobody knows; the same for all.
   *
   * @throws UnsupportedSetting (when evaluated) if the suite cannot do so in this field
   */
  DRes<List<SecretVector>> shuffle(List<DRes<SecretVector>> columns);

  /**
   * The columns, which have equal lengths, in ascending order of the first. Rows with equal keys may come in any order, which
   * tells nobody anything.
   *
   * @param bits every key is in [0, 2^bits)
   */
  DRes<List<SecretVector>> sort(List<DRes<SecretVector>> columns, int bits);

  /** Where the bit is 1 the element of {@code ifOne}, else of {@code ifZero}. One multiplication per element. */
  DRes<SecretVector> select(DRes<SecretVector> bits, DRes<SecretVector> ifOne, DRes<SecretVector> ifZero);

  /** Uniformly random bits nobody knows. */
  DRes<SecretVector> randomBits(int length);

  /** Uniformly random integers in [0, 2^bits) nobody knows; costs as many random bits. */
  DRes<SecretVector> randomIntegers(int length, int bits);

  /**
   * Opens the vector to every party; elements come back in the field's symmetric range.
   *
   * @param label the name under which the plan lists this opening; the session's guard is asked before a share is sent
   */
  DRes<IntegerVector> open(String label, DRes<SecretVector> vector);

  /**
   * Opens, for each element, whether all of the counts reach their thresholds there: 1 or 0, and nothing else. The bits are nowhere
   * shared, which some suites can do for less. All answers are opened in one round.
   *
   * @return in the order of the questions; empty where this suite does best by {@link #atLeast}, products and {@link #open(String,
   *     DRes)}, for which nothing is appended
   */
  List<Optional<DRes<IntegerVector>>> openReached(List<Reached> questions);

  /** Opens the vector to one party; empty at every other. The guard is asked at every party. */
  DRes<Optional<IntegerVector>> open(String label, DRes<SecretVector> vector, PartyIndex receiver);
}
