package org.jointly.protocols.plan;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.MisfitException;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.release.ReleaseGate;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.suite.SuiteSession;

/**
 * One leg of a plan at one party: input, joint, gate, open. The only code that opens, but for a gate whose suite opens what it decides.
 *
 * <p>Each step is a program of its own, so that the trace tells their rounds apart; shares live on in between.
 */
final class JointProgram {
  private final Computation computation;
  private final ReleaseGate gate;
  private final List<CellBlock> inputs;
  private final LocalAggregate mine;

  /** @throws MisfitException if the site's numbers do not fit the blocks */
  JointProgram(ReleaseRule rule, int parties, Computation computation, LocalAggregate local) {
    requireFit(local.misfits(computation.local().blocks()));
    this.computation = computation;
    this.gate = gate(rule, parties, computation);
    this.inputs = inputs(computation, gate);
    this.mine = gate.withSiteBits(local);
    requireFit(mine.misfits(inputs));
  }

  private static void requireFit(List<String> misfits) {
    if (!misfits.isEmpty()) {
      throw new MisfitException(misfits);
    }
  }

  static ReleaseGate gate(ReleaseRule rule, int parties, Computation computation) {
    return new ReleaseGate(
        rule, parties, computation.releases(), computation.local().blocks(), computation.joined(parties));
  }

  /** The blocks every site puts in: those of its aggregation, and those the gate needs to count sites. */
  static List<CellBlock> inputs(Computation computation, ReleaseGate gate) {
    return Stream.concat(computation.local().blocks().stream(), gate.siteBlocks().stream()).toList();
  }

  /** Runs the leg with all parties; blocks. */
  Opened run(SuiteSession session) {
    SharedCells sums = session.run("input", root -> root.par(this::input));
    SharedCells joined = session.run(
        "joint", root -> root.seq(this::proofs).seq((seq, proven) -> computation.joint(seq, sums)));
    SharedCells shared = withSites(joined, sums);
    ReleaseGate.Cleared cleared = session.run("gate", root -> gate.clear(root, shared));
    Map<String, IntegerVector> vectors = session.run("open", root -> root.par(par -> open(par, cleared)));
    return new Opened(computation.releases(), vectors);
  }

  private DRes<SharedCells> input(ProtocolBuilderNumeric par) {
    VectorNumeric vectors = VectorNumeric.using(par);
    Map<String, DRes<SecretVector>> sums = new LinkedHashMap<>();
    inputs.forEach(block -> sums.put(block.name(), summed(vectors, block)));
    SharedCells shared = new SharedCells(sums);
    return () -> shared;
  }

  private DRes<SecretVector> summed(VectorNumeric vectors, CellBlock block) {
    IntegerVector cells = mine.block(block.name());
    boolean bits = block.smallest().signum() == 0 && block.largest().equals(BigInteger.ONE);
    if (bits) {
      return vectors.sumOfBits(cells, block.length());
    }
    return computation.proven().contains(block.name())
        ? vectors.sumOfCounts(cells, block.length(), block.largest())
        : vectors.sumOfInputs(cells, block.length());
  }

  private DRes<Void> proofs(ProtocolBuilderNumeric seq) {
    return computation.proven().isEmpty() ? () -> null : VectorNumeric.using(seq).requireProofs();
  }

  private SharedCells withSites(SharedCells joined, SharedCells sums) {
    SharedCells shared = joined;
    for (CellBlock block : gate.siteBlocks()) {
      shared = shared.with(block.name(), sums.vector(block.name()));
    }
    return shared;
  }

  private DRes<Map<String, IntegerVector>> open(ProtocolBuilderNumeric par, ReleaseGate.Cleared cleared) {
    VectorNumeric vectors = VectorNumeric.using(par);
    Map<Opening, DRes<IntegerVector>> opening = new LinkedHashMap<>();
    gate.openings().forEach(listed -> opening.put(listed, cleared.opened().containsKey(listed.label())
        ? DRes.of(cleared.opened().get(listed.label()))
        : vectors.open(listed.label(), cleared.shared().vector(listed.label()))));
    return () -> {
      Map<String, IntegerVector> opened = new LinkedHashMap<>();
      opening.forEach((listed, vector) -> opened.put(listed.label(), plausible(listed, vector.out())));
      return opened;
    };
  }

  private static IntegerVector plausible(Opening listed, IntegerVector vector) {
    for (int i = 0; i < vector.length(); i++) {
      if (vector.at(i).compareTo(listed.smallest()) < 0 || vector.at(i).compareTo(listed.largest()) > 0) {
        throw ProtocolViolationException.unattributed(
            "what was opened as \"" + listed.label() + "\" is outside the public bounds: some party computed wrongly");
      }
    }
    return vector;
  }
}
