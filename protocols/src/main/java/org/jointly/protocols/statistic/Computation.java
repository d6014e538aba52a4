package org.jointly.protocols.statistic;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;

/** A question compiled by its statistic: pure functions of public facts, the same at every party. */
public interface Computation {

  /** What every site computes on its own rows. */
  LocalAggregation local();

  /**
   * What is computed on the joint sums while they are shared; nothing, where addition was all.
   *
   * @param sums the blocks of {@link #local()}, added up over the sites
   */
  default DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
    return () -> sums;
  }

  /** The vectors {@link #joint} hands on, with the public bounds of their values. */
  default List<CellBlock> joined(int parties) {
    return local().blocks().stream().map(block -> block.summedOver(parties)).toList();
  }

  /** What may be opened, and which count of patients each number rests on. */
  List<Release> releases();

  /** Public arithmetic on what was opened. */
  Answer report(Opened opened);

  /** The next leg of an iterative model, at the public values just opened; empty when it has converged. */
  default Optional<Computation> next(Opened opened) {
    return Optional.empty();
  }

  /** How many legs there are at most; every leg puts in and opens vectors of the same lengths. */
  default int maximumLegs() {
    return 1;
  }
}
