package org.jointly.protocols.statistic;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.Sampling;
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

  /**
   * The blocks of counts that every site proves to be within their bounds before {@link #joint}, where the suite needs it: those of which it
   * compares what it has multiplied by secrets. A mask that hides a number within its bounds does not hide the product of a number
   * without with another site's. What is compared as it was put in needs none, nor what is only multiplied.
   */
  default List<String> proven() {
    return List.of();
  }

  /** The vectors {@link #joint} hands on, with the public bounds of their values. */
  default List<CellBlock> joined(int parties) {
    return local().blocks().stream().map(block -> block.summedOver(parties)).toList();
  }

  /** The widest comparison of {@link #joint} in bits; 0 if it compares nothing. The planner chooses the field by it. */
  default int comparedBits(int parties) {
    return 0;
  }

  /**
   * The least b such that every value that {@link #joint} computes on its way is below 2^b in magnitude; 0 if none is
   * larger than what goes in and what it hands on.
   */
  default int valueBits(int parties) {
    return 0;
  }

  /**
   * What {@link #joint} computes, computed on plain numbers: for rehearsals, and to check it against. Overridden wherever
   * {@link #joint} is.
   *
   * @param sums the blocks of {@link #local()}, added up over the sites
   */
  default LocalAggregate jointInPlain(LocalAggregate sums) {
    return sums;
  }

  /**
   * Whether the sites are strata: what each site computes on its rows then is not what one would compute on all rows
   * together, and a rehearsal adds the sites' numbers up instead.
   */
  default boolean stratifiesBySite() {
    return false;
  }

  /** What of the answer is an estimate that depends on the session's random key; empty if nothing is, as nearly always. */
  default Optional<Sampling> sampling() {
    return Optional.empty();
  }

  /** What may be opened, and which counts of patients each number rests on. */
  List<Release> releases();

  /** The tables and pictures that people expect of {@link #report}; without any, its fields are shown as they are. */
  default List<Exhibit> exhibits() {
    return List.of();
  }

  /** Public arithmetic on what was opened. */
  Answer report(Opened opened);

  /**
   * The next leg, at the public values just opened; empty when there is nothing left to ask. It has the blocks, columns and
   * releases of this one, and may differ in the fold, the joint step and the report.
   */
  default Optional<Computation> next(Opened opened) {
    return Optional.empty();
  }

  /** How many legs there are at most; every leg puts in and opens vectors of the same lengths. */
  default int maximumLegs() {
    return 1;
  }
}
