package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * The sum of vectors of bits, each of which one party put in, and proves to be that ({@link BitProof}): else the next MAC check fails, which
 * is before anything is opened.
 *
 * <p>Cost: the proof's; for less than {@value BitProof#FEW} elements a triple, and two elements to n-1 parties, for each element of each vector,
 * in one round.
 */
final class ProvenBitsGate extends SpdzGate<SpdzShares> {
  private final List<? extends DRes<? extends SecretVector>> vectors;
  private final long[] mine;
  private final int length;

  /**
   * @param vectors of all parties in order
   * @param mine this party's
   * @param length of each
   */
  ProvenBitsGate(List<? extends DRes<? extends SecretVector>> vectors, long[] mine, int length) {
    this.vectors = List.copyOf(vectors);
    this.mine = mine.clone();
    this.length = length;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return length < BitProof.FEW ? triples((long) vectors.size() * length, resources) : BitProof.needs(length, vectors.size());
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (length == 0) {
      return done(new SpdzShares(Authenticated.none(), 0));
    }
    List<Authenticated> each = vectors.stream().map(vector -> shares(vector)).toList();
    return Optional.of(length < BitProof.FEW
        ? oneByOne(each, resources)
        : new BitProof(resources, each, mine, () -> sum(each, resources)).start());
  }

  /** x² - x of every element has to be zero. */
  private RoundStep oneByOne(List<Authenticated> each, SpdzResources resources) {
    Authenticated all = Arithmetic.concatenate(each);
    return resources.multiply(all, all, squares -> {
      resources.openings().requireZero(resources.arithmetic().subtract(squares, all));
      return sum(each, resources);
    });
  }

  private Optional<RoundStep> sum(List<Authenticated> each, SpdzResources resources) {
    return done(new SpdzShares(each.stream().reduce(resources.arithmetic()::add).orElseThrow(), length));
  }
}
