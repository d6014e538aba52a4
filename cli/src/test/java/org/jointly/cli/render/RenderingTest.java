package org.jointly.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void table_ofAListOfNothing_saysNone() {
    assertThat(Rendering.of(new Document().with("n", 12).with("ratios", new Items(List.of())).fields(), OutputFormat.table))
        .isEqualTo("n       12\nratios  none");
  }

  @Test
  void csv_ofCounts_quotesWhatNeedsIt() {
    assertThat(Rendering.of(COUNTS, OutputFormat.csv)).isEqualTo("code,count\nORPHA:324,12\n\"E75.2, \"\"F\"\"\",<11");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "=1+1, '=1+1", "@SUM(A1), '@SUM(A1)", "+cmd|' /C calc'!A0, '+cmd|' /C calc'!A0", "-2+HYPERLINK(A1), '-2+HYPERLINK(A1)",
    "+, +", "-, -", "-5 to 0, -5 to 0", "+1.5e3, +1.5e3", "E75=2, E75=2"
  })
  void csv_ofTextThatASpreadsheetWouldCompute_keepsItText(String text, String cell) {
    assertThat(Rendering.of(new Document().with("code", text).fields(), OutputFormat.csv)).isEqualTo("code\n" + cell);
  }

  @Test
  void csv_ofANegativeNumber_isThatNumber() {
    assertThat(Rendering.of(new Document().with("coef", new Real(-1.5e-9)).fields(), OutputFormat.csv)).isEqualTo("coef\n-1.5E-9");
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
  void table_ofASentence_isInLinesThatFitATerminal() {
    String sentence = "an event counts at the end of its interval " + "and so does the next one ".repeat(5) + "too";

    List<String> lines = Rendering.lines(new Document().with("missing", 0).with("warning", sentence).fields());

    assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(lines.get(2)).startsWith("         one and so");
    assertThat(String.join(" ", lines).replaceAll(" +", " ")).isEqualTo("missing 0 warning " + sentence);
  }

  @Test
  void csv_leavesOutWhatIsBesideItsTable_andSaysWhat() {
    assertThat(Rendering.notInCsv(Layout.of(HISTOGRAM))).containsExactly("missing");
    assertThat(Rendering.notInCsv(Layout.of(COUNTS))).isEmpty();
    assertThat(Rendering.notInCsv(Layout.of(MEAN))).isEmpty();
  }

  @Test
  void table_ofCoefficients_hasAsManyDecimalsInEachRow() {
    assertThat(coefficients(0.0114407608226361, -0.566330973372847, 2.5))
        .containsExactly("0.011441", "-0.566331", "2.500000");
    assertThat(coefficients(2362.4971, 7.153849, -269.25719)).containsExactly("2362.4971", "7.1538", "-269.2572");
    assertThat(coefficients(300, 240, 0)).containsExactly("300", "240", "0");
  }

  @Test
  void table_ofNumbersFarApart_keepsTheDigitsOfEach() {
    assertThat(coefficients(1.25e-9, 1234.5)).containsExactly("1.25000e-09", "1234.5");
  }

  private static List<String> coefficients(double... numbers) {
    Items items = new Items(DoubleStream.of(numbers)
        .<Value>mapToObj(number -> new Document().with("coef", new Real(number)).fields())
        .toList());
    return Rendering.lines(new Document().with("terms", items).fields()).stream().skip(1).map(String::strip).toList();
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
