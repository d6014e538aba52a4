package org.jointly.protocols.release;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.ReleaseRule;

/**
 * Applies the release rule to shares: what it clears may be opened, and is 0 wherever the rule does not hold.
 *
 * <p>With k the minimum count and m the minimum number of sites, per cell:
 *
 * <pre>
 *   enough patients   a = [k ≤ N]           N: the sum of the sites' counts, compared on bitLength(n·largest) bits
 *   enough sites      b = [m ≤ S]           S: the sum of the sites' bits [own count > 0], on bitLength(n) bits
 *   keep              = a·b
 *   cleared           keep and keep·value, nothing else
 * </pre>
 *
 * <p>Of a suppressed cell the parties learn that the rule did not hold, not which half of it, nor how far from holding.
 * k = 0 asks for no a and m = 1 for no b; without either everything is cleared as it is.
 *
 * <p>Rounds: those of the widest comparison (all comparisons run side by side), one for a·b if both are asked for, one for
 * keep·value. Bytes: one comparison per cell, and one multiplication per cell and value (one more with both).
 *
 * <p>Why thresholds are on sums: a rule on each site's own count would suppress 4+4+4 at k = 11, which is what a joint
 * count of a rare disease is for.
 */
public final class ReleaseGate {
  private final ReleaseRule rule;
  private final int parties;
  private final List<Release> releases;
  private final Map<String, CellBlock> cells = new HashMap<>();

  /**
   * @param cells the vectors the releases name, with the public bounds of the joint values
   * @throws IllegalArgumentException if a release names no such vector, or two openings would have one label
   */
  public ReleaseGate(ReleaseRule rule, int parties, List<Release> releases, List<CellBlock> cells) {
    this.rule = rule;
    this.parties = parties;
    this.releases = List.copyOf(releases);
    cells.forEach(block -> this.cells.put(block.name(), block));
    long labels = openings().stream().map(Opening::label).distinct().count();
    if (labels != openings().size()) {
      throw new IllegalArgumentException("two openings of one label among " + openings());
    }
  }

  /** What the session will open, in order. */
  public List<Opening> openings() {
    List<Opening> openings = new ArrayList<>();
    for (Release release : releases) {
      int length = block(release.count()).length();
      if (release instanceof Release.Reached reached) {
        openings.add(Opening.bits(reached.label(), length, reached.reason()));
      } else if (release instanceof Release.Gated gated) {
        if (isDecided(gated)) {
          openings.add(Opening.bits(gated.keepLabel(), length, "whether the release rule holds"));
        }
        gated.values().stream().map(name -> value(block(name), gated)).forEach(openings::add);
      }
    }
    return openings;
  }

  private static Opening value(CellBlock block, Release.Gated gated) {
    return new Opening(
        block.name(), Opening.Kind.VALUE, block.length(), block.smallest(), block.largest(), gated.reason());
  }

  /** The widest comparison in bits; 0 if there is none. */
  public int comparedBits() {
    int patients = releases.stream()
        .filter(release -> threshold(release) > 0)
        .mapToInt(release -> block(release.count()).bits())
        .max()
        .orElse(0);
    return Math.max(patients, countsSites() ? siteBits() : 0);
  }

  /** What every site puts in besides: for every count that the rule is applied to, its bits [own count > 0]. */
  public List<CellBlock> siteBlocks() {
    if (!countsSites()) {
      return List.of();
    }
    return releases.stream()
        .map(Release::count)
        .distinct()
        .map(count -> CellBlock.counts(sites(count), block(count).length(), 1))
        .toList();
  }

  /** A site's numbers and, where the rule asks for sites, its bits [own count > 0]. */
  public LocalAggregate withSiteBits(LocalAggregate mine) {
    if (!countsSites()) {
      return mine;
    }
    Map<String, IntegerVector> blocks = new HashMap<>(mine.cells());
    releases.stream().map(Release::count).forEach(count -> blocks.put(sites(count), isPositive(mine.block(count))));
    return new LocalAggregate(blocks);
  }

  private static IntegerVector isPositive(IntegerVector counts) {
    long[] bits = new long[counts.length()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = counts.at(i).signum();
    }
    return IntegerVector.of(bits);
  }

  /**
   * Appends the gate.
   *
   * @param shared the joint vectors, and the sums of the site blocks
   * @return by the labels of {@link #openings()}, what may be opened
   */
  public DRes<SharedCells> clear(ProtocolBuilderNumeric builder, SharedCells shared) {
    return builder
        .par(par -> compare(par, shared))
        .par((par, tests) -> conclude(par, tests))
        .par((par, decisions) -> mask(par, decisions, shared));
  }

  /** What is known of one release while it is shared: is a, is b; absent where not asked for. */
  private record Test(Release release, Optional<DRes<SecretVector>> patients, Optional<DRes<SecretVector>> sites) {}

  private record Decision(Release release, Optional<DRes<SecretVector>> keep) {}

  private DRes<List<Test>> compare(ProtocolBuilderNumeric par, SharedCells shared) {
    VectorNumeric vectors = VectorNumeric.using(par);
    List<Test> tests = releases.stream().map(release -> test(vectors, shared, release)).toList();
    return () -> tests;
  }

  private Test test(VectorNumeric vectors, SharedCells shared, Release release) {
    CellBlock count = block(release.count());
    long threshold = threshold(release);
    Optional<DRes<SecretVector>> patients = threshold == 0
        ? Optional.empty()
        : Optional.of(atLeast(vectors, shared.vector(count.name()), count.length(), threshold, count.bits()));
    Optional<DRes<SecretVector>> sites = countsSites()
        ? Optional.of(
            atLeast(vectors, shared.vector(sites(count.name())), count.length(), rule.minimumSites(), siteBits()))
        : Optional.empty();
    return new Test(release, patients, sites);
  }

  private static DRes<SecretVector> atLeast(
      VectorNumeric vectors, DRes<SecretVector> counts, int length, long threshold, int bits) {
    long[] thresholds = new long[length];
    Arrays.fill(thresholds, threshold);
    return vectors.atLeast(counts, IntegerVector.of(thresholds), bits);
  }

  private DRes<List<Decision>> conclude(ProtocolBuilderNumeric par, List<Test> tests) {
    VectorNumeric vectors = VectorNumeric.using(par);
    List<Decision> decisions = tests.stream()
        .map(test -> new Decision(test.release(), both(vectors, test.patients(), test.sites())))
        .toList();
    return () -> decisions;
  }

  private static Optional<DRes<SecretVector>> both(
      VectorNumeric vectors, Optional<DRes<SecretVector>> patients, Optional<DRes<SecretVector>> sites) {
    if (patients.isPresent() && sites.isPresent()) {
      return Optional.of(vectors.multiply(patients.get(), sites.get()));
    }
    return patients.or(() -> sites);
  }

  private DRes<SharedCells> mask(ProtocolBuilderNumeric par, List<Decision> decisions, SharedCells shared) {
    VectorNumeric vectors = VectorNumeric.using(par);
    Map<String, DRes<SecretVector>> cleared = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      if (decision.release() instanceof Release.Reached reached) {
        cleared.put(reached.label(), decision.keep().orElseThrow());
      } else if (decision.release() instanceof Release.Gated gated) {
        decision.keep().ifPresent(keep -> cleared.put(gated.keepLabel(), keep));
        gated.values().forEach(name -> cleared.put(name, masked(vectors, decision.keep(), shared.vector(name))));
      }
    }
    SharedCells result = new SharedCells(cleared);
    return () -> result;
  }

  private static DRes<SecretVector> masked(
      VectorNumeric vectors, Optional<DRes<SecretVector>> keep, DRes<SecretVector> value) {
    return keep.map(bits -> vectors.multiply(bits, value)).orElse(value);
  }

  private boolean isDecided(Release.Gated release) {
    return threshold(release) > 0 || countsSites();
  }

  private long threshold(Release release) {
    return release instanceof Release.Reached reached ? reached.threshold() : rule.minimumCount();
  }

  private boolean countsSites() {
    return rule.minimumSites() > 1;
  }

  private int siteBits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(parties);
  }

  private static String sites(String count) {
    return "sites with " + count;
  }

  private CellBlock block(String name) {
    CellBlock block = cells.get(name);
    if (block == null) {
      throw new IllegalArgumentException(
          "no vector " + name + ", only " + cells.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return block;
  }
}
