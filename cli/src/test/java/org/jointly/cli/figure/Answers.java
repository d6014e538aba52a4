package org.jointly.cli.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jointly.cli.render.Layout;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.protocols.query.Exhibit;

/** Answers of every shape that is drawn. */
final class Answers {
  static final String NASTY = "<script>alert('x')</script> & \"quotes\"";

  private Answers() {}

  static Fields survival() {
    List<Value> rows = new ArrayList<>();
    for (String group : List.of("control", NASTY)) {
      for (int i = 1; i <= 9; i++) {
        double s = 1 - i / 12.0;
        rows.add(Fields.of(
            Map.entry("group", new Text(group)), Map.entry("time", new Real(100 * i)), Map.entry("at_risk", new Whole(120 - 11 * i)),
            Map.entry("survival", new Real(s)), Map.entry("low", new Real(s - 0.05)), Map.entry("high", new Real(s + 0.05))));
      }
    }
    return Fields.of(Map.entry("curves", new Items(rows)));
  }

  static Fields counts() {
    return Fields.of(Map.entry("cells", new Items(List.of(
        cell("E75.2", new Whole(12)), cell(NASTY, new Suppressed(11, 1)), cell("G71.0", new Suppressed(11, 1)), cell("none", new Whole(0))))));
  }

  private static Fields cell(String code, Value count) {
    return Fields.of(Map.entry("code", new Text(code)), Map.entry("count", count));
  }

  static Fields regression() {
    return Fields.of(
        Map.entry("terms", new Text("(Intercept) age smoke")),
        Map.entry("or", reals(1.4, 0.98, 2.9)),
        Map.entry("or_ci95_low", reals(0.2, 0.91, 1.36)),
        Map.entry("or_ci95_high", reals(12, 1.05, 1e9)));
  }

  static Fields ratios() {
    return Fields.of(
        Map.entry("fixed_or", new Real(1.9)), Map.entry("fixed_low", new Real(1.1)), Map.entry("fixed_high", new Real(3.3)),
        Map.entry("random_or", new Real(2.1)), Map.entry("random_low", new Real(0.0)), Map.entry("random_high", new Real(4.1)));
  }

  private static Items reals(double... values) {
    return new Items(DoubleStream.of(values).<Value>mapToObj(Real::new).toList());
  }

  static Fields bins() {
    return Fields.of(Map.entry("cells", new Items(List.of(
        Fields.of(Map.entry("to", new Real(40)), Map.entry("count", new Suppressed(11, 2))),
        Fields.of(Map.entry("from", new Real(40)), Map.entry("to", new Real(50.5)), Map.entry("count", new Whole(31))),
        Fields.of(Map.entry("from", new Real(50.5)), Map.entry("count", new Suppressed(11, 2)))))));
  }

  /** An answer, and what its statistic says of it. */
  record Shown(Fields answer, Exhibit... exhibits) {
    List<Figure> figures() {
      return Figures.of(List.of(exhibits), Layout.of(answer, List.of(exhibits)));
    }
  }

  static Shown shownSurvival() {
    return new Shown(survival(), new Exhibit.Survival(
        "Survival", "curves", Optional.of("group"), "time", "survival", "low", "high", "at_risk", "survival_least"));
  }

  static Shown shownCounts() {
    return new Shown(counts(), new Exhibit.Bars("Patients by " + NASTY, "cells", "code", "count"));
  }

  static Shown shownBins() {
    return new Shown(bins(), new Exhibit.Bins("Ages", "cells", "from", "to", "count"));
  }

  static Shown shownRegression() {
    return new Shown(
        regression(),
        new Exhibit.Columns("terms", "term", List.of("(Intercept)", "age " + NASTY, "smoke"), List.of("or", "or_ci95_low", "or_ci95_high")),
        Exhibit.Forest.ofRows(
            "Odds ratios", Exhibit.Scale.RATIO, "terms", Exhibit.Estimate.of("term", "or", "or_ci95_low", "or_ci95_high")));
  }

  static Shown shownRatios() {
    return new Shown(ratios(), Exhibit.Forest.of("Odds ratios", Exhibit.Scale.RATIO,
        Exhibit.Estimate.of("fixed effect", "fixed_or", "fixed_low", "fixed_high"),
        Exhibit.Estimate.of("random effects", "random_or", "random_low", "random_high")));
  }

  static List<Shown> all() {
    return List.of(shownSurvival(), shownCounts(), shownBins(), shownRegression(), shownRatios());
  }
}
