package org.jointly.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Whole;
import org.junit.jupiter.api.Test;

class RenderingTest {
  private static final Fields COUNTS =
      new Document()
          .with(
              "cells",
              new Items(
                  List.of(
                      new Document().with("code", "ORPHA:324").with("count", new Whole(12)).fields(),
                      new Document().with("code", "E75.2, \"F\"").with("count", new Suppressed(11, 1)).fields())))
          .fields();

  private static final Fields MEAN =
      new Document()
          .with("n", 228)
          .with("mean", new Real(62.4473684210526))
          .with("sd", new NotAvailable("n < 2"))
          .with("ci95_low", new Real(0.1))
          .fields();

  private static final Fields HISTOGRAM =
      new Document()
          .with(
              "cells",
              new Items(
                  List.of(
                      new Document().with("to", new Whole(20)).with("count", new Suppressed(11, 2)).fields(),
                      new Document().with("from", new Whole(20)).with("to", new Whole(40)).with("count", new Whole(5)).fields(),
                      new Document().with("from", new Whole(40)).with("count", new Whole(30)).fields())))
          .with("missing", new Document().with("count", new Whole(14)))
          .fields();

  @Test
  void table_ofCounts_alignsNumbersAndShowsTheThreshold() {
    assertThat(Rendering.of(COUNTS, OutputFormat.table))
        .isEqualTo(
            """
            code        count
            ORPHA:324      12
            E75.2, "F"    <11""");
  }

  @Test
  void csv_ofCounts_quotesWhatNeedsIt() {
    assertThat(Rendering.of(COUNTS, OutputFormat.csv)).isEqualTo("code,count\nORPHA:324,12\n\"E75.2, \"\"F\"\"\",<11");
  }

  @Test
  void table_ofNumbers_hasALineEach() {
    assertThat(Rendering.of(MEAN, OutputFormat.table))
        .isEqualTo(
            """
            n         228
            mean      62.4474
            sd        n/a (n < 2)
            ci95_low  0.1""");
  }

  @Test
  void csv_ofNumbers_hasEveryDigit() {
    assertThat(Rendering.of(MEAN, OutputFormat.csv)).isEqualTo("n,mean,sd,ci95_low\n228,62.4473684210526,,0.1");
  }

  @Test
  void table_ofHistogram_hasEmptyCellsAtBothEnds() {
    assertThat(Rendering.of(HISTOGRAM, OutputFormat.table))
        .isEqualTo(
            """
            from  to            count
                  20  <11 or <2 sites
              20  40                5
              40                   30

            missing  14""");
  }

  @Test
  void table_withWhatATerminalWouldObey_showsQuestionMarks() {
    Fields fields = new Document().with("code", "\u001b[2Jx\u202e").fields();

    assertThat(Rendering.of(fields, OutputFormat.table)).isEqualTo("code  ?[2Jx?");
  }
}
