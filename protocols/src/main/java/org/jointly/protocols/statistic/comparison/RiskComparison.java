package org.jointly.protocols.statistic.comparison;

import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.StandardNormal;

/** Odds ratio, risk ratio and risk difference of a 2 × 2 table, first row against second, with limits of Wald. */
record RiskComparison(CrossTable table, Confidence confidence) {

  void addTo(AnswerFields fields) {
    double a = table.cells()[0];
    double b = table.cells()[1];
    double c = table.cells()[2];
    double d = table.cells()[3];
    double z = StandardNormal.quantile(confidence.tail());
    if (a * b * c * d == 0) {
      none(fields, "odds_ratio", "a cell is 0");
    } else {
      ratio(fields, "odds_ratio", a * d / (b * c), z * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d));
    }
    if (a * c == 0) {
      none(fields, "risk_ratio", "a cell of the first column is 0");
    } else {
      double error = Math.sqrt(b / (a * (a + b)) + d / (c * (c + d)));
      ratio(fields, "risk_ratio", a * (c + d) / (c * (a + b)), z * error);
    }
    if ((a + b) * (c + d) == 0) {
      none(fields, "risk_difference", "a row is empty");
    } else {
      double difference = (a * d - b * c) / ((a + b) * (c + d));
      double half = z * Math.sqrt(a * b / Math.pow(a + b, 3) + c * d / Math.pow(c + d, 3));
      fields.real("risk_difference", difference)
          .real("risk_difference_low", difference - half)
          .real("risk_difference_high", difference + half);
    }
  }

  /** @param half half the width of the interval of the logarithm */
  private static void ratio(AnswerFields fields, String name, double ratio, double half) {
    fields.real(name, ratio).real(name + "_low", ratio * Math.exp(-half)).real(name + "_high", ratio * Math.exp(half));
  }

  private static void none(AnswerFields fields, String name, String reason) {
    fields.none(reason, name, name + "_low", name + "_high");
  }
}
