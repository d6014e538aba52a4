package org.jointly.protocols.statistic.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * The rows that a statistic leaves out because they lack a value it needs: their number is in its answer, if the rule holds for the patients
 * behind them or there are none, and if its other numbers are open.
 *
 * <p>Leakage: that 0 is shown tells that everybody in the cohort has a value, of patients who are enough by the rule. Whether 1 or k - 1
 * are missing nobody learns; at k = 2 it may be 1 or 2.
 */
public final class MissingRows {
  /** The number of rows, as block and in answers. */
  public static final String MISSING = "missing";

  private static final String PATIENTS = "missing-patients";

  private MissingRows() {}

  /** These blocks, and those of the missing rows. */
  public static List<CellBlock> blocks(long largest, CellBlock... others) {
    List<CellBlock> blocks = new ArrayList<>(Arrays.asList(others));
    blocks.add(CellBlock.counts(MISSING, 1, largest));
    blocks.add(CellBlock.counts(PATIENTS, 1, largest));
    return List.copyOf(blocks);
  }

  /** These cells, and those of the rows that are not complete. */
  public static LocalAggregate count(RowTable rows, Map<String, IntegerVector> others) {
    IntUnaryOperator missing = row -> rows.isComplete(row) ? -1 : 0;
    Map<String, IntegerVector> cells = new HashMap<>(others);
    cells.put(MISSING, rows.countRows(1, missing));
    cells.put(PATIENTS, rows.countPatients(1, missing));
    return new LocalAggregate(cells);
  }

  /** A statistic's numbers, and that of the missing rows. */
  public static List<Release> beside(Release.Gated numbers) {
    return List.of(numbers, of(numbers));
  }

  /** That of the missing rows alone, where a statistic's numbers are open. */
  public static Release of(Release.Gated numbers) {
    return numbers.beside(PATIENTS, List.of(MISSING), "how many rows have a missing value, where none or enough patients have");
  }

  /** What an answer says; if it was suppressed, in fields of its own, so that not the whole answer seems to be. */
  public static Answer.Value shown(Opened opened, ReleaseRule rule) {
    return opened.whole(MISSING, 0)
        .<Answer.Value>map(Answer.Whole::new)
        .orElseGet(() -> CountCell.alone(new Answer.Suppressed(Release.thresholdOrNone(rule.minimumCount()), rule.minimumSites())));
  }
}
