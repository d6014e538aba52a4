package org.jointly.protocols.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Suite;

/**
 * What a plan will cost each party, exactly: its run with zeros in place of data. Messages do not depend on data, so
 * neither does this; what may depend on them is how many legs an iterative model takes, so that is asked for.
 *
 * @param parties in order
 */
public record PredictedCost(List<Party> parties) {
  public PredictedCost {
    parties = List.copyOf(parties);
  }

  /**
   * One party's messages.
   *
   * @param trace without times, the setup round included
   * @param legEnds per leg, how many rounds of the trace were over at its end
   * @param preprocessing what was used up, over all legs
   */
  public record Party(RoundTrace trace, List<Integer> legEnds, Preprocessing preprocessing) {
    public Party {
      legEnds = List.copyOf(legEnds);
    }

    public long frames() {
      return trace.framesSent();
    }

    public long messages() {
      return trace.messagesSent();
    }

    public long bytes() {
      return trace.bytesSent();
    }
  }

  /** What one step of the protocol costs in one leg, all parties together. */
  public record Phase(int leg, String step, long rounds, long frames, long messages, long bytes) {}

  /** What goes from one party to another. */
  public record Link(PartyIndex from, PartyIndex to, long frames, long bytes) {}

  /** The cost of the fewest legs. */
  public static PredictedCost of(QueryPlan plan, Suite suite) {
    return of(plan, suite, plan.fewestLegs());
  }

  /**
   * Runs the plan with all parties in this JVM, on zeros; what a suite makes beforehand is counted and not made.
   *
   * @param suite the plan's
   * @param legs how many times it goes from input to opening
   */
  public static PredictedCost of(QueryPlan plan, Suite suite, int legs) {
    Preprocessing foreseen = foreseen(plan, suite);
    return new PredictedCost(Simulation.of(new OnZeros(suite), plan.security(), plan::guard)
        .run((me, session) -> {
          List<Integer> ends = new ArrayList<>();
          JointRun.onZeros(plan, legs, session, foreseen, () -> ends.add(session.trace().rounds().size()));
          return new Party(session.trace().counts(), ends, session.preprocessing());
        })
        .stream()
        .map(PartyOutcome::result)
        .toList());
  }

  /** What every leg of the plan uses up of what must be made beforehand. */
  public static Preprocessing foreseen(QueryPlan plan, Suite suite) {
    if (!suite.preprocesses()) {
      return Preprocessing.NONE;
    }
    return Simulation.of(new OnZeros(suite), plan.security(), plan::guard)
        .run((me, session) -> {
          JointRun.onZeros(plan, 1, session, Preprocessing.NONE, () -> {});
          return session.preprocessing();
        })
        .get(0)
        .result();
  }

  public int legs() {
    return parties.get(0).legEnds().size();
  }

  /** From setup to the last opening, those included in which some party has nothing to send. */
  public long rounds() {
    return rounds(1, legs());
  }

  /** The rounds of some legs; those of the setup are the first leg's. */
  public long rounds(int from, int to) {
    return phases().stream().filter(phase -> phase.leg() >= from && phase.leg() <= to).mapToLong(Phase::rounds).sum();
  }

  public long bytes() {
    return parties.stream().mapToLong(Party::bytes).sum();
  }

  public long messages() {
    return parties.stream().mapToLong(Party::messages).sum();
  }

  public long frames() {
    return parties.stream().mapToLong(Party::frames).sum();
  }

  /** What each party uses up: the same at all of them. */
  public Preprocessing preprocessing() {
    return parties.get(0).preprocessing();
  }

  /** Step by step, in the order of their first rounds, leg by leg. */
  public List<Phase> phases() {
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (Party party : inOrderOfRounds()) {
      List<RoundTrace.Round> rounds = party.trace().rounds();
      for (int i = 0; i < rounds.size(); i++) {
        int leg = leg(party, i);
        RoundTrace.Round round = rounds.get(i);
        sums.computeIfAbsent(leg + " " + round.step(), unseen -> new Sum(leg, round.step())).add(round);
      }
    }
    return sums.values().stream().map(Sum::phase).toList();
  }

  /** The party that takes part in the most rounds first, so that steps are found in their order. */
  private List<Party> inOrderOfRounds() {
    return parties.stream()
        .sorted((one, other) -> other.trace().rounds().size() - one.trace().rounds().size())
        .toList();
  }

  private static int leg(Party party, int round) {
    return 1 + (int) party.legEnds().stream().filter(end -> end <= round).count();
  }

  /** Every pair of parties that exchange something, in order. */
  public List<Link> links() {
    List<Link> links = new ArrayList<>();
    IntStream.rangeClosed(1, parties.size()).mapToObj(PartyIndex::new).forEach(from ->
        IntStream.rangeClosed(1, parties.size()).mapToObj(PartyIndex::new).forEach(to -> link(from, to, links)));
    return links;
  }

  private void link(PartyIndex from, PartyIndex to, List<Link> links) {
    List<Long> frames = parties.get(from.value() - 1).trace().rounds().stream()
        .filter(round -> round.sent().containsKey(to))
        .map(round -> round.sent().get(to))
        .toList();
    if (!frames.isEmpty()) {
      links.add(new Link(from, to, frames.size(), frames.stream().mapToLong(Long::longValue).sum()));
    }
  }

  /**
   * The bytes that take time one after another: in every round as many as the busiest link carries, links being independent of
   * each other.
   */
  public long serialBytes() {
    Map<Integer, Long> busiest = new LinkedHashMap<>();
    for (Party party : parties) {
      for (RoundTrace.Round round : party.trace().rounds()) {
        long most = round.sent().values().stream().mapToLong(Long::longValue).max().orElse(0);
        busiest.merge(round.number(), most, Math::max);
      }
    }
    return busiest.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Adds up one step's rounds over the parties. */
  private static final class Sum {
    private final int leg;
    private final String step;
    private final Set<Integer> rounds = new TreeSet<>();
    private long frames;
    private long messages;
    private long bytes;

    Sum(int leg, String step) {
      this.leg = leg;
      this.step = step;
    }

    void add(RoundTrace.Round round) {
      rounds.add(round.number());
      frames += round.sent().size();
      messages += round.messages();
      bytes += round.bytesSent();
    }

    Phase phase() {
      return new Phase(leg, step, rounds.size(), frames, messages, bytes);
    }
  }
}
