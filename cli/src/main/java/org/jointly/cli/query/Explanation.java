package org.jointly.cli.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jointly.cli.profile.Calibration;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.runtime.data.SiteStatement;

/**
 * What a question will do, open and cost, known without data and without asking anybody.
 *
 * @param question planned for a setting
 * @param statement what each site asks its own records
 * @param cost of as many legs as are explained
 * @param assumptions what times are estimated from
 * @param parties what the parties are called, in order
 */
public record Explanation(
    Question question, SiteStatement statement, PredictedCost cost, Assumptions assumptions, List<String> parties) {
  /** Everything that is opened is opened to the same. */
  static final String RECIPIENTS = "all parties and the analyst";

  public Explanation {
    parties = List.copyOf(parties);
  }

  /**
   * Counts rounds and bytes by running the question on zeros.
   *
   * @param legs how many of an iterative model, within what the plan allows
   */
  public static Explanation of(Question question, int legs, Assumptions assumptions, List<String> parties) {
    QueryPlan plan = question.plan();
    PredictedCost cost = PredictedCost.of(
        plan, Catalog.standard().suite(plan.security().suite()).orElseThrow(), legs);
    SiteStatement statement =
        SiteStatement.overFiles(plan.local(), question.spec().cohort(), plan.columns());
    return new Explanation(question, statement, cost, assumptions, parties);
  }

  /** What is assumed of the network, and of the machines. */
  public record Assumptions(Wire wire, Calibration calibration) {}

  Wire wire() {
    return assumptions.wire();
  }

  /** What the party computes that sends most; empty without a calibration. */
  Optional<Double> computeSeconds() {
    long bytes = cost.parties().stream().mapToLong(PredictedCost.Party::bytes).max().orElse(0);
    return assumptions.calibration().seconds(plan().security(), cost.rounds(), bytes);
  }

  /** What the explained legs use up of what can be made beforehand; empty if nothing. */
  Optional<MaterialNeed> material() {
    return Optional.of(MaterialNeed.of(plan().security(), cost)).filter(need -> !need.pieces().isEmpty());
  }

  /** To make all of it. */
  double makingSeconds(MaterialNeed need) {
    return need.computingSeconds(assumptions.calibration());
  }

  QueryPlan plan() {
    return question.plan();
  }

  String party(PartyIndex index) {
    return parties.get(index.value() - 1);
  }

  /**
   * Legs in a row that cost the same.
   *
   * @param phases of each of them
   */
  record Legs(int first, int last, List<PredictedCost.Phase> phases) {
    String shown() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }

    private boolean costs(List<PredictedCost.Phase> other) {
      return phases.stream().map(Legs::withoutLeg).toList().equals(other.stream().map(Legs::withoutLeg).toList());
    }

    private static PredictedCost.Phase withoutLeg(PredictedCost.Phase phase) {
      return new PredictedCost.Phase(0, phase.step(), phase.rounds(), phase.frames(), phase.messages(), phase.bytes());
    }
  }

  /** The phases of all legs, what is repeated said once. */
  List<Legs> legs() {
    List<Legs> legs = new ArrayList<>();
    for (int leg = 1; leg <= cost.legs(); leg++) {
      int number = leg;
      List<PredictedCost.Phase> phases = cost.phases().stream().filter(phase -> phase.leg() == number).toList();
      Legs before = legs.isEmpty() ? null : legs.get(legs.size() - 1);
      if (before != null && before.costs(phases)) {
        legs.set(legs.size() - 1, new Legs(before.first(), leg, before.phases()));
      } else {
        legs.add(new Legs(leg, leg, phases));
      }
    }
    return legs;
  }
}
