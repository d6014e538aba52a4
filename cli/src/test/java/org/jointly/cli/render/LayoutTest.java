package org.jointly.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.protocols.query.Exhibit;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Exhibit TERMS =
      new Exhibit.Columns("terms", "term", List.of("(Intercept)", "age group B"), List.of("coef", "se", "p"));

  private static String table(Document answer, Exhibit... exhibits) {
    return String.join("\n", Rendering.lines(Layout.of(answer.fields(), List.of(exhibits))));
  }

  private static Items reals(double... values) {
    return new Items(java.util.Arrays.stream(values).<Value>mapToObj(Real::new).toList());
  }

  private static Items wholes(long... values) {
    return new Items(java.util.Arrays.stream(values).<Value>mapToObj(Whole::new).toList());
  }

  private static Items texts(String... values) {
    return new Items(Stream.of(values).<Value>map(Text::new).toList());
  }

  private static Document regression() {
    return new Document()
        .with("terms", "(Intercept) age group B")
        .with("n", 189)
        .with("coef", reals(-1.25, 10))
        .with("se", reals(0.5, 2.125))
        .with("p", reals(1e-9, 0.25))
        .with("loglik", reals(-10, -9.5, -9));
  }

  @Test
  void columns_ofARegression_areOneTable_alignedAtThePoints_withSmallProbabilitiesAsSuch() {
    assertThat(table(regression(), TERMS))
        .isEqualTo(
            """
            term          coef     se       p
            (Intercept)  -1.25  0.500  <0.001
            age group B  10.00  2.125   0.250

            n       189
            loglik  -10, -9.5, -9""");
  }

  @Test
  void columns_forPrograms_haveEveryDigit() {
    assertThat(Rendering.csv(Layout.forPrograms(regression().fields(), List.of(TERMS))))
        .containsExactly("term,coef,se,p", "(Intercept),-1.25,0.5,1.0E-9", "age group B,10.0,2.125,0.25");
  }

  @Test
  void columns_ofASuppressedAnswer_leaveItAsItIs() {
    Document answer = new Document().with("terms", "(Intercept) age").with("n", new Suppressed(11, 1));

    assertThat(table(answer, TERMS)).isEqualTo("terms  (Intercept) age\nn      <11");
  }

  @Test
  void columns_whereOneListDoesNotExist_haveTheOthers() {
    Document answer = regression().with("se", new NotAvailable("the fit is perfect"));

    assertThat(table(answer, TERMS)).contains("term          coef       p\n").contains("se      n/a (the fit is perfect)");
  }

  @Test
  void reason_ofSeveralLines_isSaidAtTheFirst() {
    NotAvailable separation = new NotAvailable("separation");
    Document answer = new Document().with("coef", separation).with("se", separation).with("aic", new NotAvailable("n < 2"));

    assertThat(table(answer)).isEqualTo("coef  n/a (separation)\nse    n/a (as coef)\naic   n/a (n < 2)");
  }

  @Test
  void probabilities_haveThreeDecimals_inLinesAndListsToo_otherNumbersSixDigits() {
    Document answer = new Document()
        .with("p", new Real(0.04999))
        .with("fisher_p", reals(1e-4, 0.9996, 1))
        .with("p_continuity", new Real(0.5))
        .with("cp_low", new Real(0.0123456));

    assertThat(table(answer)).isEqualTo(
        "p             0.050\nfisher_p      <0.001, >0.999, 1.000\np_continuity  0.500\ncp_low        0.0123456");
  }

  @Test
  void columns_ofGroups_mayHoldSuppressedOnes() {
    Document answer = new Document()
        .with("groups", texts("a", "b"))
        .with("n", new Items(List.of(new Suppressed(11, 1), new Whole(20))))
        .with("missing", 3);

    assertThat(table(answer, Exhibit.Columns.of("groups", "group", "n", "events")))
        .isEqualTo("group    n\na      <11\nb       20\n\nmissing  3");
  }

  @Test
  void gathered_fields_standBesideTheRowsThatNameThem() {
    Fields limits = new Document().with("quantile", "p50").with("ci95_low", new Real(1)).with("ci95_high", new Real(3)).fields();
    Document answer = new Document().with("n", 100).with("p50", new Real(2)).with("limits", new Items(List.of(limits)));

    assertThat(table(answer, new Exhibit.Gathered("limits", "quantile")))
        .isEqualTo("n  100\n\nquantile  value  ci95_low  ci95_high\np50           2         1          3");
  }

  @Test
  void crossTable_ofCounts_hasSums_evenIfACategoryIsCalledSum() {
    Document answer = new Document()
        .with("row_labels", texts("yes", "no"))
        .with("column_labels", texts("sum", "A"))
        .with("nrow", 2)
        .with("rows", wholes(1, 2, 3, 4))
        .with("chi2", new Real(0.5));

    assertThat(table(answer, new Exhibit.CrossTable("row_labels", "column_labels", "rows", "smoke", "low", List.of("nrow", "ncol"))))
        .isEqualTo("smoke  low sum  low A  sum\nyes          1      2    3\nno           3      4    7\nsum          4      6   10\n\nchi2  0.5");
  }

  @Test
  void exhibits_ofFieldsThatAreNotThere_changeNothing() {
    Document answer = new Document().with("n", 12);

    assertThat(table(answer, TERMS, new Exhibit.Gathered("limits", "quantile"),
        new Exhibit.CrossTable("row_labels", "column_labels", "rows", "smoke", "low", List.of()))).isEqualTo("n  12");
  }
}
