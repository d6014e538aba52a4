package org.jointly.cli.query;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jointly.cli.profile.Calibration;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.MakingPace;

/**
 * What a query uses up of what can be made beforehand, counted before anybody is asked.
 *
 * @param pieces by kind, at each party, over the most legs that the plan allows
 * @param rounds to make all of it within the query
 * @param bytes that each party sends for that
 */
public record MaterialNeed(SecurityModel security, SortedMap<String, Long> pieces, long rounds, long bytes) {
  /** A byte of ours, where this machine was never calibrated: 10 000 triples a second among three. */
  private static final double USUAL_SECONDS_PER_BYTE = 6e-9;

  /** Where nodes have made nothing yet: that of three on one machine with two cores which is busy. */
  private static final MakingPace UNMEASURED = new MakingPace(2_000_000, 10_000);

  /** What the first making takes longer, as Java compiles while it runs. */
  private static final double FIRST_SECONDS = 2;

  public MaterialNeed {
    pieces = new TreeMap<>(pieces);
  }

  /** Of a plan; empty if its suite makes all its randomness on the way. */
  public static Optional<MaterialNeed> of(QueryPlan plan) {
    return Catalog.standard().suite(plan.security().suite())
        .filter(suite -> suite.preprocesses())
        .map(suite -> of(plan.security(), PredictedCost.of(plan, suite, plan.maximumLegs())));
  }

  /** Of a plan whose cost is known; all zero if its suite makes all its randomness on the way. */
  static MaterialNeed of(SecurityModel security, PredictedCost cost) {
    List<PredictedCost.Phase> making = cost.phases().stream().filter(phase -> phase.step().equals(RoundTrace.PREPROCESSING)).toList();
    return new MaterialNeed(
        security,
        cost.preprocessing().used(),
        making.stream().mapToLong(PredictedCost.Phase::rounds).sum(),
        making.stream().mapToLong(PredictedCost.Phase::bytes).sum() / security.parties());
  }

  /** What must be made, if that much is in store. */
  public SortedMap<String, Long> missing(Map<String, Long> stored) {
    SortedMap<String, Long> missing = new TreeMap<>();
    pieces.forEach((kind, needed) -> {
      long more = needed - stored.getOrDefault(kind, 0L);
      if (more > 0) {
        missing.put(kind, more);
      }
    });
    return missing;
  }

  /** About how long nodes that are warm compute to make all of it, the network apart. */
  double computingSeconds(Calibration calibration) {
    return calibration.seconds(security, rounds, bytes).orElse(bytes * USUAL_SECONDS_PER_BYTE);
  }

  /** About how long the nodes take to make what is missing; the scarcest kind decides. */
  double seconds(Stored stored) {
    double part = missing(stored.pieces()).entrySet().stream()
        .mapToDouble(kind -> (double) kind.getValue() / pieces.get(kind.getKey()))
        .max()
        .orElse(0);
    return stored.pace()
        .map(pace -> pace.seconds(part * rounds, part * bytes))
        .orElse(part == 0 ? 0 : FIRST_SECONDS + UNMEASURED.seconds(part * rounds, part * bytes));
  }

  /** One line for people, before the query starts. */
  public String line(String home, Stored stored) {
    SortedMap<String, Long> toMake = missing(stored.pieces());
    String guess = stored.pace().isPresent() ? "" : " (a guess: " + home + " has made too little since it was started)";
    String making = toMake.isEmpty()
        ? "nothing is made"
        : shown(toMake) + " are made first, in about " + shown(seconds(stored)) + guess;
    return TextTable.printable("material: needs " + shown(pieces) + " at each site; " + home + " has "
        + (stored.pieces().isEmpty() ? "none" : shown(stored.pieces())) + " in store; " + making);
  }

  /** {@code 7 000 triples and 12 masks}. */
  public static String shown(Map<String, Long> pieces) {
    return pieces.entrySet().stream()
        .map(kind -> String.format(Locale.ROOT, "%,d", kind.getValue()).replace(',', ' ') + " " + kind.getKey())
        .collect(Collectors.joining(" and "));
  }

  /** {@code 0.4 s}, {@code 35 s}, {@code 12 min}, {@code 3.5 h}. */
  public static String shown(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  /** {@code [{kind, needed, stored, toMake}]}. */
  public Items rows(Map<String, Long> stored) {
    SortedMap<String, Long> toMake = missing(stored);
    return new Items(pieces.entrySet().stream()
        .<Value>map(kind -> new Document()
            .with("kind", kind.getKey())
            .with("needed", kind.getValue())
            .with("stored", stored.getOrDefault(kind.getKey(), 0L))
            .with("toMake", toMake.getOrDefault(kind.getKey(), 0L))
            .fields())
        .toList());
  }

  /** For programs: the rows, and the time to make what is missing. */
  public Document document(Stored stored) {
    return new Document()
        .with("pieces", rows(stored.pieces()))
        .with("makingSeconds", new Real(seconds(stored)));
  }
}
