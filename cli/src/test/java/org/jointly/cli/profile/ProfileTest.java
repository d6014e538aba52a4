package org.jointly.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jointly.cli.render.Json;
import org.jointly.runtime.config.JsonText;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  private static final long MILLI = 1_000_000;
  private static final Profile.Subject SUBJECT =
      new Profile.Subject("<rare> & \"young\"", "shamir", "semi-honest", "2^61-1", 2, "this machine");

  @TempDir private Path folder;

  /** Two parties, an input round and as many comparison rounds as asked for; party b computes three times as long as a. */
  private static ProfiledRun run(String session, long begun, int comparisons, long unit) {
    List<ProfiledRound> rounds = new ArrayList<>();
    for (int number = 0; number <= comparisons; number++) {
      for (int party = 0; party < 2; party++) {
        rounds.add(new ProfiledRound(
            party == 0 ? "a" : "b",
            number,
            number == 0 ? "input" : "gate",
            List.of(number == 0 ? "SumOfInputsGate" : "ComparisonGate"),
            2,
            100,
            (party == 0 ? "b" : "a") + " 100",
            begun + number * 10 * unit,
            10 * unit,
            (party == 0 ? 1 : 3) * unit,
            5 * unit));
      }
    }
    return new ProfiledRun(session, rounds);
  }

  private static Profile profile(int comparisons) {
    return new Profile(SUBJECT, List.of(
        run("first", 0, comparisons, 9 * MILLI), run("second", 1000 * MILLI, comparisons, MILLI),
        run("third", 2000 * MILLI, comparisons, 2 * MILLI)));
  }

  @Test
  void steps_areByCause_withTimesOfTheSlowestPartyAndWithoutTheFirstRun() {
    List<Profile.Step> steps = profile(2).steps();

    assertThat(steps).containsExactly(
        new Profile.Step(
            new ProfiledRound.Cause("input", "sum of inputs"), 1, 4, 200, new Spread(4.5, 3, 6), new Spread(7.5, 5, 10)),
        new Profile.Step(new ProfiledRound.Cause("gate", "comparison"), 2, 8, 400, new Spread(9, 6, 12), new Spread(15, 10, 20)));
  }

  @Test
  void time_isFromTheFirstRoundToTheLastEnd() {
    assertThat(profile(2).time()).isEqualTo(new Spread(45, 30, 60));
    assertThat(new Profile(SUBJECT, List.of(run("only", 5, 0, MILLI))).time()).isEqualTo(new Spread(10, 10, 10));
  }

  @Test
  void page_hasWhereItWent() {
    assertThat(ProfilePage.lines(profile(2)))
        .contains("3 rounds, 12 messages, 600 bytes between all parties")
        .anyMatch(line -> line.matches("gate +comparison +2 +8 +400 +9.00 +15.00"))
        .anyMatch(line -> line.matches("b +3 +6 +300 +13.50 +22.50"));
  }

  @Test
  void html_needsNothingElse_andEscapesWhatItShows() {
    String page = ProfileHtml.of(profile(2));

    assertThat(page)
        .contains("<h1>&lt;rare&gt; &amp; &quot;young&quot;</h1>", "Rounds by step", "gate: 2 rounds", "comparison: 400 bytes")
        .contains("<svg viewBox=\"0 0 960 ")
        .doesNotContain("<script", "http:", "https:", "src=", "<rare>", "max-width: 1160px");
  }

  @Test
  void trace_hasASliceForEveryRoundAndItsWaiting() {
    Map<?, ?> trace = (Map<?, ?>) JsonText.read(TraceFile.of(profile(2)));

    List<?> events = (List<?>) trace.get("traceEvents");
    assertThat(events).hasSize(2 + 6 + 6);
    assertThat(events).anySatisfy(event -> assertThat(((Map<?, ?>) event).get("name")).isEqualTo("gate: comparison"));
  }

  private Path file(String name, Profile profile) throws IOException {
    return Files.writeString(folder.resolve(name), Json.of(ProfileDocument.of(profile).fields()));
  }

  @Test
  void comparison_withMoreRounds_hasGrown() throws IOException {
    Comparison comparison = Comparison.read(file("a.json", profile(2)), file("b.json", profile(3)));

    assertThat(comparison.grew()).isTrue();
    assertThat(comparison.lines())
        .anyMatch(line -> line.matches("gate: comparison +rounds +2 +3 +\\+1"))
        .anyMatch(line -> line.matches("all +bytes +600 +800 +\\+200"))
        .noneMatch(line -> line.startsWith("input"))
        .contains("Rounds or bytes grew.");
  }

  @Test
  void comparison_withLess_orWithItself_hasNotGrown() throws IOException {
    Path two = file("a.json", profile(2));
    Path one = file("b.json", profile(1));

    assertThat(Comparison.read(two, one).grew()).isFalse();
    assertThat(Comparison.read(two, two).lines()).noneMatch(line -> line.startsWith("gate")).contains("Neither rounds nor bytes grew.");
  }

  @Test
  void comparison_ofAnotherFile_isAProblemOfThatFile() throws IOException {
    Path right = file("a.json", profile(1));
    for (String text : List.of("", "{}", "[]", "{\"steps\": 1}", "not json")) {
      Path wrong = Files.writeString(folder.resolve("wrong.json"), text);

      assertThatThrownBy(() -> Comparison.read(right, wrong))
          .isInstanceOf(InvalidConfiguration.class)
          .hasMessageContaining("wrong.json");
    }
    assertThatThrownBy(() -> Comparison.read(folder.resolve("absent.json"), right)).hasMessageContaining("absent.json");
  }

  @Test
  void recording_thatIsNone_isAProblemOfThatFile() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.jfr"), "no recording");

    assertThatThrownBy(() -> Recordings.read(SUBJECT, List.of(wrong))).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("wrong.jfr");
  }
}
