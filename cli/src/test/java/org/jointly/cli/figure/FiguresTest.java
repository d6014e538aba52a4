package org.jointly.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jointly.cli.figure.CurveFigure.Curve;
import org.jointly.cli.figure.CurveFigure.Point;
import org.jointly.cli.render.Layout;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.protocols.query.Exhibit;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class FiguresTest {

  @Test
  void everyShape_givesOneWellFormedPicture_whateverItsTextsHold() throws Exception {
    for (Answers.Shown answer : Answers.all()) {
      List<Figure> figures = answer.figures();

      assertThat(figures).hasSize(1);
      Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
          .parse(new ByteArrayInputStream(figures.get(0).svg().getBytes(StandardCharsets.UTF_8)));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("script").getLength()).isZero();
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(figures.get(0).title());
      assertThat(figures.get(0).svg()).doesNotContain("NaN").doesNotContain("Infinity");
    }
  }

  @Test
  void suppressedBars_haveOneLength_andNoNumber() {
    String svg = Answers.shownCounts().figures().get(0).svg();

    Matcher hidden = Pattern.compile("class=\"hidden\"[^>]* width=\"([0-9.]+)\"").matcher(svg);
    List<String> widths = new ArrayList<>();
    while (hidden.find()) {
      widths.add(hidden.group(1));
    }
    assertThat(widths).containsExactly("18.0", "18.0");
    assertThat(svg).contains("G71.0: &lt;11");
  }

  @Test
  void survivalCurves_areOnePerGroup_withNumbersAtRisk() {
    String svg = Answers.shownSurvival().figures().get(0).svg();

    assertThat(svg).containsOnlyOnce("class=\"curve curve0\"").containsOnlyOnce("class=\"curve curve1\"").contains(">109<").contains(">32<");
  }

  @Test
  void survivalCurves_ofWhichOnlyBoundsAreKnown_haveALowestLine_thatStepsWhereIntervalsBegin() {
    Point point = new Point(100, 20, 0.5, 0.4, 0.6, OptionalDouble.of(0.25));
    CurveFigure figure = new CurveFigure("Survival", List.of(new Curve("a", List.of(point, new Point(200, 9, 0.4, 0.3, 0.5, OptionalDouble.of(0))))));

    assertThat(figure.svg()).contains("class=\"least curve0\" d=\"M90.0 14.0 V243.5 H395.0 V320.0 H700.0\"");
    assertThat(Answers.shownSurvival().figures().get(0).svg()).doesNotContain("least");
  }

  @Test
  void numbers_areWrittenWithoutAPointThatSaysNothing() {
    assertThat(Axis.shown(54_629.6)).isEqualTo("54630");
    assertThat(Axis.shown(1e8)).isEqualTo("100000000");
    assertThat(Axis.shown(-12_000)).isEqualTo("-12000");
    assertThat(Axis.shown(0.62337)).isEqualTo("0.6234");
  }

  @Test
  void forest_leavesOutTheIntercept() {
    String svg = Answers.shownRegression().figures().get(0).svg();

    assertThat(svg).contains(">age &lt;script&gt;").contains(">smoke<").doesNotContain("Intercept");
  }

  @Test
  void bins_haveTheirEdgesBelow_andSuppressedOnesOneHeight() {
    String svg = Answers.shownBins().figures().get(0).svg();

    assertThat(svg).contains("below 40: &lt;11 or &lt;2 sites", "40 to below 50.5: 31", "50.5 and more: &lt;11 or &lt;2 sites")
        .containsPattern("class=\"hidden\"[^>]* height=\"24.0\"").contains(">50.5<");
  }

  @Test
  void answersWithoutNumbersToDraw_haveNoPicture() {
    List<Exhibit> exhibits = Answers.all().stream().flatMap(shown -> Stream.of(shown.exhibits())).toList();
    for (Fields answer : List.of(
        Fields.of(Map.entry("n", new Whole(12))),
        Fields.of(Map.entry("curves", new Items(List.of()))),
        Fields.of(Map.entry("fixed_or", new NotAvailable("no table")), Map.entry("fixed_low", new Whole(1)), Map.entry("fixed_high", new Whole(1))),
        Fields.of(Map.entry("cells", new Items(List.of()))))) {
      assertThat(Figures.of(exhibits, Layout.of(answer, exhibits))).isEmpty();
    }
  }

  @Test
  void ticks_areRoundNumbersInside() {
    assertThat(new Axis(0, 1, 0, 100, false).ticks()).containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
    assertThat(new Axis(0.5, 12, 0, 100, true).ticks()).containsExactly(0.5, 1.0, 2.0, 5.0, 10.0);
    assertThat(new Axis(0, 1, 0, 100, false).at(7)).isEqualTo(100);
  }
}
