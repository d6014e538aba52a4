package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.RoundStep;

/**
 * Compares vectors against malicious parties: shares of 1 where the answer is yes, of 0 where it is no.
 *
 * <p>Which bit of which numbers that is, says {@link ComparisonGate}; it is taken in the prime field, where everything is claimed
 * and verified ({@link ProvenTopBit}).
 */
final class VerifiedComparisonGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final Function<PrimeField, ShamirShares> distance;
  private final int bits;
  private Optional<RoundStep> running = Optional.empty();
  private ShamirShares answer;

  /** @param distance numbers of {@code bits} + 1 bits, whose highest is the answer */
  VerifiedComparisonGate(Function<PrimeField, ShamirShares> distance, int bits) {
    this.distance = distance;
    this.bits = bits;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      ComparisonGate.requireRoom(bits, resources);
      ShamirShares numbers = distance.apply(resources.field());
      if (numbers.length() == 0) {
        return done(numbers);
      }
      running = Optional.of(new ProvenTopBit(resources, numbers, bits, result -> answer = result).start());
    } else {
      running = running.orElseThrow().receive(network);
    }
    running.ifPresent(step -> step.send(network));
    return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : done(answer);
  }
}
