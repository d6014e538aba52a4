package org.jointly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class OutcomeHtmlTest {
  @TempDir private Path files;

  private static Fields counts() {
    List<Value> cells = IntStream.range(0, 30)
        .<Value>mapToObj(i -> Fields.of(
            Map.entry("code", new Text("code <" + "x".repeat(2 * i) + ">")),
            Map.entry("count", i % 3 == 0 ? new Suppressed(11, 2) : new Whole(1_000_000L * i))))
        .toList();
    return Fields.of(Map.entry("cells", new Items(cells)));
  }

  private String page() throws IOException {
    Path file = Files.writeString(files.resolve("query.yaml"), """
        name: 'Rare <diseases> & "more"'
        statistic: counts-by-code
        cohort: {table: patients}
        column: code
        codes: [A, B]
        release: {minimum_count: 11, minimum_sites: 2, noise: none}
        """);
    Question question = Question.read(file, 3);
    return new OutcomeHtml(question.spec().name()).with(question.plan(), Answered.outcome(question, new Answer(counts()))).done();
  }

  @Test
  void page_needsNothingElse_andShowsTextAsText() throws Exception {
    String page = page();

    assertThat(page).startsWith("<!DOCTYPE html>").doesNotContain("<script").doesNotContain("http:").doesNotContain("https:")
        .doesNotContain("@import").doesNotContain("src=").doesNotContain("href=")
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
    assertThat(page).contains("<title>Rare &lt;diseases&gt; &amp; &quot;more&quot;</title>");
  }

  @Test
  void page_isWellFormed_andEveryPictureHasATitleAndATableBesideIt() throws Exception {
    Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(page().getBytes(StandardCharsets.UTF_8)));

    NodeList figures = page.getElementsByTagName("figure");
    assertThat(figures.getLength()).isEqualTo(1);
    Element svg = (Element) ((Element) figures.item(0)).getElementsByTagName("svg").item(0);
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Patients by code");
    assertThat(page.getElementsByTagName("table").item(0).getTextContent()).contains("code", "count", "<11 or <2 sites", "29000000");
  }

  @Test
  void page_saysWhatWasOpened_toWhom_andWhoComputedIt() throws Exception {
    assertThat(page())
        .contains("What was opened", "whether the release rule holds", "the number of patients with each code")
        .contains("Suppressed: 10 numbers rest on fewer than 11 patients or fewer than 2 sites")
        .contains("shamir, semi-honest: no single one of the 3 parties learns more")
        .contains(">north<", ">south<", ">west<", "81 700", ">rounds<");
  }
}
