package org.jointly.protocols.release;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
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
 *   keep              = a·b, over all counts it rests on; over all elements too, for numbers released together
 *   cleared           keep and keep·value, nothing else
 * </pre>
 *
 * <p>Of a suppressed cell the parties learn that the rule did not hold, not which half of it, nor how far from holding.
 * k = 0 asks for no a and m = 1 for no b; without either everything is cleared as it is. Of a count that may also be 0, a is
 * [k ≤ N] + 1 - [1 ≤ N], two comparisons side by side, and b likewise.
 *
 * <p>A suite may have a cheaper way to open keep than by shared bits ({@link VectorNumeric#openReached}); then keep is public when the
 * values are masked, which costs nothing, and the number of bytes is still the same whatever it says. Otherwise:
 *
 * <p>Rounds: those of the widest comparison (all comparisons run side by side), ⌈log2 f⌉ for a product of f bits
 * (a and b of each count; together, of each element, too), one for keep·value. Bytes: one comparison per bit, one
 * multiplication per bit less one, and one per cell and value.
 *
 * <p>Why thresholds are on sums: a rule on each site's own count would suppress 4+4+4 at k = 11, which is what a joint
 * count of a rare disease is for.
 */
public final class ReleaseGate {
  private final ReleaseRule rule;
  private final int parties;
  private final List<Release> releases;
  private final Map<String, CellBlock> cells = new HashMap<>();
  private final Set<String> local;

  /**
   * @param local the blocks of the sites' aggregations
   * @param cells the vectors the releases name, with the public bounds of the joint values
   * @throws IllegalArgumentException if a release names no such vector, rests on no block of the sites, or two openings
   *     would have one label
   */
  public ReleaseGate(
      ReleaseRule rule, int parties, List<Release> releases, List<CellBlock> local, List<CellBlock> cells) {
    this.rule = rule;
    this.parties = parties;
    this.releases = List.copyOf(releases);
    this.local = local.stream().map(CellBlock::name).collect(Collectors.toUnmodifiableSet());
    cells.forEach(block -> this.cells.put(block.name(), block));
    releases.forEach(this::requireLengths);
    long labels = openings().stream().map(Opening::label).distinct().count();
    if (labels != openings().size()) {
      throw new IllegalArgumentException("two openings of one label among " + openings());
    }
  }

  private void requireLengths(Release release) {
    int length = length(release);
    boolean differ = release.counts().stream().mapToInt(count -> block(count).length()).anyMatch(n -> n != 1 && n != length);
    if (differ) {
      throw new IllegalArgumentException("counts " + release.counts() + " are of different lengths");
    }
    if (release.counts().stream().noneMatch(local::contains)) {
      throw new IllegalArgumentException("counts " + release.counts() + " are no block that sites put in");
    }
  }

  /** How many elements the rule is applied to: the length of the longest count. */
  private int length(Release release) {
    return release.counts().stream().mapToInt(count -> block(count).length()).filter(n -> n != 1).findFirst().orElse(1);
  }

  private int keepLength(Release.Gated release) {
    return release.together() ? 1 : length(release);
  }

  /** What the session will open, in order. */
  public List<Opening> openings() {
    List<Opening> openings = new ArrayList<>();
    for (Release release : releases) {
      if (release instanceof Release.Reached reached) {
        openings.add(Opening.bits(reached.label(), length(reached), reached.reason()));
      } else if (release instanceof Release.Gated gated) {
        if (isDecided(gated)) {
          openings.add(Opening.bits(gated.keepLabel(), keepLength(gated), "whether the release rule holds"));
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

  /** What the rule asks for, release by release; suites may decide on the conditions of one release together. */
  public List<List<Condition>> conditions() {
    return releases.stream().map(this::conditions).toList();
  }

  /** What every site puts in besides: for every count that the rule is applied to, its bits [own count > 0]. */
  public List<CellBlock> siteBlocks() {
    if (!countsSites()) {
      return List.of();
    }
    return siteCounts(releases).stream().map(count -> CellBlock.counts(sites(count), block(count).length(), 1)).toList();
  }

  private List<String> siteCounts(List<Release> of) {
    return of.stream().flatMap(release -> release.counts().stream()).filter(local::contains).distinct().toList();
  }

  /** A site's numbers and, where the rule asks for sites, its bits [own count > 0]. */
  public LocalAggregate withSiteBits(LocalAggregate mine) {
    if (!countsSites()) {
      return mine;
    }
    Map<String, IntegerVector> blocks = new HashMap<>(mine.cells());
    siteCounts(releases).forEach(count -> blocks.put(sites(count), isPositive(mine.block(count))));
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
   * What has passed the gate, by the labels of {@link #openings()}.
   *
   * @param shared what may be opened
   * @param opened what is public already
   */
  public record Cleared(SharedCells shared, Map<String, IntegerVector> opened) {
    public Cleared {
      opened = Map.copyOf(opened);
    }
  }

  /**
   * Appends the gate.
   *
   * @param shared the joint vectors, and the sums of the site blocks
   */
  public DRes<Cleared> clear(ProtocolBuilderNumeric builder, SharedCells shared) {
    return builder
        .par(par -> compare(par, shared))
        .seq(this::conclude)
        .par((par, decisions) -> mask(par, decisions, shared));
  }

  /**
   * What is known of one release: that the suite opened whether the rule holds, or else, while it is shared, a bit per element for
   * each thing asked for, all of which must be 1. Neither if the rule asks for nothing.
   */
  private record Tests(Release release, Optional<DRes<IntegerVector>> opened, List<Conjunction.Bits> bits) {}

  private record Decision(Release release, Optional<IntegerVector> opened, Optional<DRes<SecretVector>> keep) {}

  /** What is asked of a count for several releases is computed once. */
  private DRes<List<Tests>> compare(ProtocolBuilderNumeric par, SharedCells shared) {
    Map<Release, Reached> questions = new LinkedHashMap<>();
    for (Release release : releases) {
      List<Reach> reaches = reaches(shared, release);
      if (!reaches.isEmpty()) {
        questions.put(release, new Reached(label(release), reaches, isTogether(release)));
      }
    }
    Iterator<Optional<DRes<IntegerVector>>> answers =
        VectorNumeric.using(par).openReached(List.copyOf(questions.values())).iterator();
    Map<Reach, Conjunction.Bits> known = new HashMap<>();
    List<Tests> tests = new ArrayList<>();
    for (Release release : releases) {
      Optional<Reached> asked = Optional.ofNullable(questions.get(release));
      Optional<DRes<IntegerVector>> opened = asked.flatMap(question -> answers.next());
      List<Reach> compared = opened.isPresent() ? List.of() : asked.map(Reached::counts).orElse(List.of());
      tests.add(new Tests(release, opened, compared.stream().map(reach -> known.computeIfAbsent(reach, each -> holds(par, each))).toList()));
    }
    return () -> tests;
  }

  /** That the counts of a vector, which are below 2^bits, reach a threshold, or may also be 0. */
  public record Condition(String vector, int length, long threshold, int bits, boolean orNone) {}

  private List<Condition> conditions(Release release) {
    List<Condition> conditions = new ArrayList<>();
    for (String count : release.counts()) {
      if (isCompared(release, count)) {
        conditions.add(new Condition(
            count, block(count).length(), threshold(release, count), block(count).bits(), orNone(release, count)));
      }
    }
    if (countsSites()) {
      for (String count : siteCounts(List.of(release))) {
        conditions.add(new Condition(
            sites(count), block(count).length(), rule.minimumSites(), siteBits(), orNone(release, count)));
      }
    }
    return conditions;
  }

  private List<Reach> reaches(SharedCells shared, Release release) {
    return conditions(release).stream()
        .map(condition -> new Reach(
            shared.vector(condition.vector()), condition.length(), condition.threshold(), condition.bits(), condition.orNone()))
        .toList();
  }

  /** A threshold of 1 for what may be 0 is none. */
  private boolean isCompared(Release release, String count) {
    return threshold(release, count) > (orNone(release, count) ? 1 : 0);
  }

  private static boolean orNone(Release release, String count) {
    return release instanceof Release.Gated gated && gated.orNone(count);
  }

  private static Conjunction.Bits holds(ProtocolBuilderNumeric par, Reach reach) {
    return new Conjunction.Bits(reach.orNone() ? orNone(par, reach) : atLeast(par, reach, reach.threshold()), reach.length());
  }

  private static DRes<SecretVector> atLeast(ProtocolBuilderNumeric par, Reach reach, long threshold) {
    return VectorNumeric.using(par).atLeast(reach.counts(), IntegerVector.repeated(reach.length(), threshold), reach.bits());
  }

  private static DRes<SecretVector> orNone(ProtocolBuilderNumeric par, Reach reach) {
    return par.par(both -> DRes.of(List.of(atLeast(both, reach, reach.threshold()), atLeast(both, reach, 1))))
        .seq((seq, bits) -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          return vectors.add(vectors.subtract(bits.get(0), bits.get(1)), IntegerVector.repeated(reach.length(), 1));
        });
  }

  private DRes<List<Decision>> conclude(ProtocolBuilderNumeric seq, List<Tests> tests) {
    List<Tests> shared = tests.stream().filter(test -> !test.bits().isEmpty()).toList();
    DRes<List<DRes<SecretVector>>> products = Conjunction.of(
        seq, shared.stream().map(test -> new Conjunction(test.bits(), isTogether(test.release()))).toList());
    return () -> tests.stream()
        .map(test -> new Decision(test.release(), test.opened().map(DRes::out), test.bits().isEmpty()
            ? Optional.empty()
            : Optional.of(products.out().get(shared.indexOf(test)))))
        .toList();
  }

  private DRes<Cleared> mask(ProtocolBuilderNumeric par, List<Decision> decisions, SharedCells shared) {
    VectorNumeric vectors = VectorNumeric.using(par);
    Map<String, DRes<SecretVector>> cleared = new LinkedHashMap<>();
    Map<String, IntegerVector> opened = new HashMap<>();
    for (Decision decision : decisions) {
      decision.opened().ifPresent(keep -> opened.put(label(decision.release()), keep));
      decision.keep().ifPresent(keep -> cleared.put(label(decision.release()), keep));
      if (decision.release() instanceof Release.Gated gated) {
        gated.values().forEach(name ->
            cleared.put(name, rule.noise().match(none -> masked(vectors, decision, shared.vector(name)))));
      }
    }
    Cleared result = new Cleared(new SharedCells(cleared), opened);
    return () -> result;
  }

  private static DRes<SecretVector> masked(VectorNumeric vectors, Decision decision, DRes<SecretVector> value) {
    return decision.opened()
        .map(keep -> vectors.scale(value, stretched(keep, value.out().length())))
        .orElseGet(() -> decision.keep().map(bits -> vectors.multiply(bits, value)).orElse(value));
  }

  /** One bit stands for all elements. */
  private static IntegerVector stretched(IntegerVector bits, int length) {
    if (bits.length() != 1) {
      return bits;
    }
    return IntegerVector.repeated(length, bits.longAt(0));
  }

  private static String label(Release release) {
    return release instanceof Release.Gated gated ? gated.keepLabel() : ((Release.Reached) release).label();
  }

  private static boolean isTogether(Release release) {
    return release instanceof Release.Gated gated && gated.together();
  }

  private boolean isDecided(Release.Gated release) {
    return release.counts().stream().anyMatch(count -> isCompared(release, count)) || countsSites();
  }

  private long threshold(Release release, String count) {
    return release instanceof Release.Reached reached
        ? reached.threshold()
        : ((Release.Gated) release).threshold(count, rule.minimumCount());
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
