package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every party computes on its own shares, when it is first asked for: sums, public factors, rearrangements. No round, no
 * bytes, and no place in a batch: of programs side by side, none waits for another's local work.
 *
 * <p>For the one thread that evaluates a session. A failure of the work is told to whoever asks.
 */
public final class LocalResult implements DRes<SecretVector> {
  /** How many may wait for one another; each takes some frames of the stack. */
  static final int LONGEST_CHAIN = 256;

  private final int chain;
  private Supplier<SecretVector> work;
  private SecretVector result;

  private LocalResult(int chain, Supplier<SecretVector> work) {
    this.chain = chain;
    this.work = work;
  }

  /**
   * A result to be computed.
   *
   * @param inputs what the work asks for
   * @param inTurn appends the work as a protocol, evaluated in its turn: at the end of a long chain, so that one of any length
   *     needs no stack
   */
  public static DRes<SecretVector> of(
      List<DRes<SecretVector>> inputs, Supplier<SecretVector> work, Function<Supplier<SecretVector>, DRes<SecretVector>> inTurn) {
    int chain = 1 + inputs.stream().mapToInt(LocalResult::chain).max().orElse(0);
    return chain > LONGEST_CHAIN ? inTurn.apply(work) : new LocalResult(chain, work);
  }

  private static int chain(DRes<SecretVector> input) {
    return input instanceof LocalResult local && local.result == null ? local.chain : 0;
  }

  @Override
  public SecretVector out() {
    if (result == null) {
      result = work.get();
      work = null;
    }
    return result;
  }

  /** Nothing of the shares. */
  @Override
  public String toString() {
    return "LocalResult[" + (result == null ? "not yet asked for" : result) + "]";
  }
}
