package org.jointly.protocols.statistic.survival;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Computation;

/** A leg of what is computed from a {@link LifeTable}; only its report is its own. */
interface LifeTableLeg extends Computation {
  LifeTable table();

  /** What the leg before decided. */
  LifeTable.Merging merging();

  int parties();

  @Override
  default LocalAggregation local() {
    return table().local(merging());
  }

  @Override
  default List<String> proven() {
    return table().proven(merging());
  }

  @Override
  default DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
    return table().joint(builder, sums, merging(), comparedBits(parties()), Integer.SIZE - Integer.numberOfLeadingZeros(parties()));
  }

  @Override
  default LocalAggregate jointInPlain(LocalAggregate sums) {
    return table().jointInPlain(sums, merging());
  }

  @Override
  default List<CellBlock> joined(int parties) {
    return table().joined(Computation.super.joined(parties));
  }

  /** Where sites are counted, rows pooled would be of one. */
  @Override
  default boolean stratifiesBySite() {
    return table().countsSites();
  }

  @Override
  default int comparedBits(int parties) {
    return table().comparedBits(parties);
  }

  @Override
  default List<Release> releases() {
    return table().releases();
  }

  @Override
  default int maximumLegs() {
    return table().legs();
  }

  /** Whether this leg decides on intervals, which another counts. */
  default boolean isFollowed() {
    return maximumLegs() > 1 && !merging().isDecided();
  }
}
