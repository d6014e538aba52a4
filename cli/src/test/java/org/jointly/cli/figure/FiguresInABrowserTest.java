package org.jointly.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jointly.cli.render.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a Chromium is installed: what it makes of every picture. */
class FiguresInABrowserTest {
  /** Says in the page's title how many pictures and texts have no box, how many texts leave their picture, and how many meet another. */
  private static final String MEASURE = """
      <script>
      let pictures = 0, empty = 0, outside = 0, meeting = 0;
      document.querySelectorAll('figure svg').forEach(svg => {
        const view = svg.viewBox.baseVal, boxes = [];
        const area = svg.getBoundingClientRect();
        pictures++;
        if (area.width < 100 || area.height < 10) empty++;
        svg.querySelectorAll('text').forEach(text => {
          const box = text.getBBox();
          if (box.width === 0 || box.height === 0) empty++;
          if (box.x < -1 || box.y < -1 || box.x + box.width > view.width + 1 || box.y + box.height > view.height + 1) outside++;
          if (boxes.some(b => box.x < b.x + b.width && b.x < box.x + box.width && box.y + 2 < b.y + b.height && b.y + 2 < box.y + box.height))
            meeting++;
          boxes.push(box);
        });
      });
      document.title = pictures + ' pictures, ' + empty + ' empty, ' + outside + ' outside, ' + meeting + ' meeting';
      </script>
      """;

  @Test
  void everyPicture_isSeen_withItsTextsInIt_andApart(@TempDir Path folder) throws IOException, InterruptedException {
    Optional<Path> browser = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of).filter(Files::isExecutable).findFirst();
    assumeTrue(browser.isPresent(), "no Chromium here");
    Page page = new Page("title");
    Answers.all().forEach(shown -> shown.figures().forEach(figure -> page.picture(figure.title(), figure.svg())));
    String measured = page.done().replaceFirst("<meta http-equiv=[^>]*>", "").replace("</body>", MEASURE + "</body>");
    Path file = Files.writeString(folder.resolve("page.html"), measured);

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

    assertThat(Files.readString(folder.resolve("dom"), StandardCharsets.UTF_8))
        .contains("<title>5 pictures, 0 empty, 0 outside, 0 meeting</title>");
  }
}
