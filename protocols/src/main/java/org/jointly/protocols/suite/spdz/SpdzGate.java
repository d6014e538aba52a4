package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * A native protocol of the suite: says what material it takes before it begins, then goes through a chain of steps, and keeps its
 * result.
 */
abstract class SpdzGate<T> implements NativeProtocol<T, SpdzResources> {
  private Optional<RoundStep> running = Optional.empty();
  private T result;

  /** The material it takes; depends on public lengths only. */
  abstract Amounts needs(SpdzResources resources);

  /** The first step; empty if there is nothing to send. Takes the material, and calls {@link #done} in its end. */
  abstract Optional<RoundStep> start(SpdzResources resources);

  /** Whether it opens a secret of the program: everything opened before is checked first, and it before it is used. */
  boolean opens() {
    return false;
  }

  /**
   * Whether it first opens something under a mask that hides nothing wider than its bounds: what products were opened with is checked
   * before. Who opens x - a + e in a product x·y makes it (x + e)·y, and a wide e would show y.
   */
  boolean masksNarrowly() {
    return false;
  }

  @Override
  public final EvaluationStatus evaluate(int round, SpdzResources resources, Network network) {
    if (round == 0) {
      running = start(resources);
    } else {
      running = running.orElseThrow().receive(network);
    }
    running.ifPresent(step -> step.send(network));
    return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : EvaluationStatus.IS_DONE;
  }

  @Override
  public final T out() {
    return result;
  }

  /** Keeps the result; the end of a chain. */
  final Optional<RoundStep> done(T value) {
    result = value;
    return Optional.empty();
  }

  static Amounts triples(long count, SpdzResources resources) {
    return new Amounts(count, 0, Amounts.none(resources.getNoOfParties()).masks());
  }

  /** The shares behind an operand, once it is computed. */
  static Authenticated shares(DRes<? extends SecretVector> operand) {
    return ((SpdzShares) operand.out()).shares();
  }

  static int length(DRes<? extends SecretVector> operand) {
    return operand.out().length();
  }

  static void requireLength(int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException("a vector of " + length + " elements, expected " + expected);
    }
  }
}
