package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * The sum of vectors of bits, each of which one party put in: x² - x of every element has to be zero, or the next MAC check fails, which
 * is before anything is opened.
 *
 * <p>Cost: a triple, and two elements to n-1 parties, for each element of each vector, in one round.
 */
final class ProvenBitsGate extends SpdzGate<SpdzShares> {
  private final List<? extends DRes<? extends SecretVector>> vectors;
  private final int length;

  /** @param length of each */
  ProvenBitsGate(List<? extends DRes<? extends SecretVector>> vectors, int length) {
    this.vectors = List.copyOf(vectors);
    this.length = length;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples((long) vectors.size() * length, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (length == 0) {
      return done(new SpdzShares(Authenticated.none(), 0));
    }
    List<Authenticated> each = vectors.stream().map(vector -> shares(vector)).toList();
    Authenticated all = Arithmetic.concatenate(each);
    return Optional.of(resources.multiply(all, all, squares -> {
      resources.openings().requireZero(resources.arithmetic().subtract(squares, all));
      return done(new SpdzShares(each.stream().reduce(resources.arithmetic()::add).orElseThrow(), length));
    }));
  }
}
