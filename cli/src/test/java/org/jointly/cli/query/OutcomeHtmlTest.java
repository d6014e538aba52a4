package org.jointly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  /** Says in the page's title how many texts of pictures have no box, and how many leave their picture. */
  private static final String MEASURE = """
      <script>
      let empty = 0, outside = 0, texts = 0;
      document.querySelectorAll('figure svg').forEach(svg => {
        const view = svg.viewBox.baseVal;
        svg.querySelectorAll('text').forEach(text => {
          const box = text.getBBox();
          texts++;
          if (box.width === 0 || box.height === 0) empty++;
          if (box.x < -1 || box.y < -1 || box.x + box.width > view.width + 1 || box.y + box.height > view.height + 1) outside++;
        });
      });
      document.title = 'texts ' + (texts > 0) + ' empty ' + empty + ' outside ' + outside;
      </script>
      """;

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

  @Test
  void page_inABrowser_hasEveryTextInsideItsPicture(@TempDir Path folder) throws IOException, InterruptedException {
    Optional<Path> browser = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of).filter(Files::isExecutable).findFirst();
    assumeTrue(browser.isPresent(), "no Chromium here");
    Path file = Files.writeString(folder.resolve("page.html"), page().replaceFirst("<meta http-equiv=[^>]*>", "").replace("</body>", MEASURE + "</body>"));
    Process process = new ProcessBuilder(
            browser.orElseThrow().toString(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-sync", "--user-data-dir=" + folder.resolve("profile"), "--dump-dom",
            file.toUri().toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(folder.resolve("dom").toFile())
        .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assumeTrue(ended, "the browser did not end in time");

    assertThat(Files.readString(folder.resolve("dom"), StandardCharsets.UTF_8)).contains("<title>texts true empty 0 outside 0</title>");
  }
}
