package org.jointly.protocols.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.Limits;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Sampling;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.PlainGate;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.suite.ListedOpenings;
import org.jointly.protocols.suite.SecurityModel;

/**
 * Everything a session will do, before any data are touched: what each site puts in, and all that is opened.
 *
 * <p>Plans do not travel. Every node makes its own from the question and the roster, and votes for its {@link #digest}.
 *
 * @param spec the question
 * @param security against whom it is safe
 * @param computation the compiled question
 * @param inputs the vectors every site puts in, in order
 * @param openings the vectors that are opened in one leg, in order, to all parties and the analyst
 */
public record QueryPlan(
    QuerySpec spec,
    SecurityModel security,
    Computation computation,
    List<CellBlock> inputs,
    List<Opening> openings) {
  private static final String LABEL = "jointly/plan/1";
  private static final Limits LIMITS = new Limits(24 << 20, 1);
  private static final int READABLE_BITS = 40;

  /** Raised when equal plans begin to be computed by other messages: nodes of different versions do not agree then. */
  private static final int PROTOCOL_VERSION = 1;

  public QueryPlan {
    inputs = List.copyOf(inputs);
    openings = List.copyOf(openings);
  }

  public int parties() {
    return security.parties();
  }

  /** What a site computes first. */
  public LocalAggregation local() {
    return computation.local();
  }

  /** The tables and pictures that people expect of the answer. */
  public List<Exhibit> exhibits() {
    return computation.exhibits();
  }

  /** How often input to opening may be repeated: 1 for all but iterative models. */
  public int maximumLegs() {
    return computation.maximumLegs();
  }

  /**
   * How often at least: as often as with sites that have no row, of which nothing is released. Iterative models end at once
   * then; what always takes two legs takes two.
   */
  public int fewestLegs() {
    LocalAggregate nothing = LocalAggregate.zeros(local().blocks());
    List<LocalAggregate> sites = Collections.nCopies(parties(), nothing);
    Optional<Computation> leg = Optional.of(computation);
    for (int legs = 1; ; legs++) {
      Computation now = leg.orElseThrow();
      Opened opened = new PlainGate(spec.release(), now.releases(), sites).open(now.jointInPlain(nothing));
      leg = legs < maximumLegs() ? now.next(opened) : Optional.empty();
      if (leg.isEmpty()) {
        return legs;
      }
    }
  }

  /** What of the answer depends on the session's random key; empty if nothing does. */
  public Optional<Sampling> sampling() {
    return computation.sampling();
  }

  /** Every column that is read at a site, by the cohort or the statistic. */
  public SortedSet<String> columns() {
    SortedSet<String> columns = new TreeSet<>(spec.cohort().where().columns());
    columns.addAll(computation.local().columns());
    return columns;
  }

  /** SHA-256 of the canonical bytes; equal for equal plans only. 32 bytes. */
  public byte[] digest() {
    CanonicalWriter out = new CanonicalWriter(LABEL, LIMITS);
    out.count(PROTOCOL_VERSION).bytes(spec.toBytes());
    out.text(security.suite()).text(security.adversary().label());
    out.count(security.threshold()).count(security.parties());
    out.text(security.field()).count(security.fieldBits()).count(security.statisticalBits());
    out.list(inputs, block ->
        out.text(block.name()).count(block.length()).integer(block.smallest()).integer(block.largest()));
    out.list(openings, opening ->
        out.text(opening.label()).text(opening.kind().name()).count(opening.length()).text(opening.reason()));
    out.count(maximumLegs());
    return out.sha256();
  }

  /** The digest in hexadecimal digits. */
  public String digestHex() {
    return HexFormat.of().formatHex(digest());
  }

  /** A fresh guard for one session: it allows exactly this plan's openings. */
  public ListedOpenings guard() {
    Map<String, Long> elements = openings.stream()
        .collect(Collectors.toMap(Opening::label, opening -> (long) opening.length() * maximumLegs()));
    return ListedOpenings.of(elements);
  }

  /** The plan in sentences, one per step, for the people who consent to it. */
  public List<String> steps() {
    List<String> steps = new ArrayList<>();
    steps.add("Each site computes on its own rows of table " + spec.cohort().table() + ", reading "
        + (columns().isEmpty() ? "no further column" : String.join(", ", columns())) + ".");
    steps.add("Each site splits into shares: "
        + inputs.stream().map(QueryPlan::shown).collect(Collectors.joining("; ")) + ". No "
        + security.threshold() + " of " + parties() + " parties together learn anything from them ("
        + security.suite() + ", " + security.adversary().label() + ", field " + security.field() + ").");
    steps.add("The parties add the shares up; the sums stay shared.");
    steps.add(ruleInWords());
    Map<String, List<Opening>> byReason = openings.stream()
        .collect(Collectors.groupingBy(Opening::reason, LinkedHashMap::new, Collectors.toList()));
    byReason.forEach((reason, opened) -> steps.add("Opened to all parties and the analyst: "
        + opened.stream().map(QueryPlan::shown).collect(Collectors.joining(", ")) + ": " + reason + "."));
    if (maximumLegs() > 1) {
      steps.add("All this is done " + maximumLegs() + " times at most, each time at the public values opened before; the rows are"
          + " read once.");
    }
    return steps;
  }

  private static String shown(CellBlock block) {
    return block.length() + " x " + block.name() + " in " + range(block);
  }

  /** Long bounds are those of fixed-point numbers, whose digits tell nobody anything. */
  private static String range(CellBlock block) {
    return block.bits() <= READABLE_BITS
        ? "[" + block.smallest() + ", " + block.largest() + "]"
        : (block.smallest().signum() < 0 ? "[-2^" + block.bits() : "[0") + ", 2^" + block.bits() + "]";
  }

  private static String shown(Opening opening) {
    String unit = opening.kind() == Opening.Kind.BIT ? "bit" : "number";
    return "\"" + opening.label() + "\" (" + opening.length() + " " + unit + (opening.length() == 1 ? ")" : "s)");
  }

  private String ruleInWords() {
    long count = spec.release().minimumCount();
    int sites = spec.release().minimumSites();
    String patients = count > 0 ? "at least " + count + " patients jointly" : "";
    String contributing = sites > 1 ? "at least " + sites + " sites with a patient" : "";
    String minima = minimaInWords();
    if (count == 0 && sites == 1) {
      return minima.isEmpty()
          ? "No threshold: every number is opened as it is."
          : "While still shared, every number is replaced by 0 unless " + minima + ".";
    }
    return "While still shared, every number is replaced by 0 unless the counts it is released with are of " + patients
        + (count > 0 && sites > 1 ? " and " : "") + contributing + (minima.isEmpty() ? "" : ", and " + minima) + "." + orNoneInWords();
  }

  private String orNoneInWords() {
    Set<String> counts = computation.releases().stream()
        .filter(Release.Gated.class::isInstance)
        .flatMap(release -> release.counts().stream().filter(((Release.Gated) release)::orNone))
        .collect(Collectors.toCollection(TreeSet::new));
    return counts.isEmpty() ? "" : " Of " + String.join(" and ", counts) + " 0 is as good as enough.";
  }

  /** What the statistic asks for itself. */
  private String minimaInWords() {
    return computation.releases().stream()
        .filter(Release.Gated.class::isInstance)
        .flatMap(release -> ((Release.Gated) release).minima().entrySet().stream())
        .filter(minimum -> minimum.getValue().count() > 0)
        .map(minimum -> minimum.getKey() + " is at least " + minimum.getValue().count())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
