package org.jointly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.cli.render.Json;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
  @TempDir private Path folder;
  private Question question;
  private VerifiedOutcome outcome;

  @BeforeEach
  void askAndAnswer() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("q.yaml"),
            """
            name: Rare
            statistic: counts-by-code
            cohort: {table: diagnoses}
            column: code
            codes: [A, B]
            release: {minimum_count: 11}
            """);
    question = Question.read(file, 3);
    outcome = outcome(answer(new Whole(12), new Suppressed(11, 1)));
  }

  private static Answer answer(Value first, Value second) {
    return new Answer(Fields.of(Map.entry("cells", new Items(List.of(cell("A", first), cell("B", second))))));
  }

  private static Fields cell(String code, Value count) {
    return Fields.of(Map.entry("code", new Text(code)), Map.entry("count", count));
  }

  private VerifiedOutcome outcome(Answer answer) {
    return Answered.outcome(question, answer);
  }

  @Test
  void page_ofAStatisticThatAsksForMoreThanTheQuery_saysWhat() {
    VerifiedOutcome three = outcome(answer(new Whole(12), new Suppressed(12, 3)));

    assertThat(OutcomePage.lines(question.plan(), three))
        .contains("Suppressed  1 number rests on fewer than 12 patients or fewer than 3 sites and stayed secret, to all parties");
  }

  /** A number that need not be small is not said to be. */
  @Test
  void page_withAHiddenNumber_saysThatItWouldTellOfFew() {
    VerifiedOutcome hidden = outcome(answer(new Suppressed(11, 1, false), new Suppressed(11, 1)));

    assertThat(OutcomePage.lines(question.plan(), hidden)).contains("A     hidden", "B        <11",
        "Suppressed  2 numbers rest on, or would tell of, fewer than 11 patients and stayed secret, to all parties");
  }

  @Test
  void page_showsTheTable_andWhatToKnowAboutIt() {
    assertThat(String.join("\n", OutcomePage.lines(question.plan(), outcome)))
        .isEqualTo(
            """
            Rare

            code  count
            A        12
            B       <11

            Suppressed  1 number rests on fewer than 11 patients and stayed secret, to all parties
                        0 is suppressed, too: a value that no site has, or that sites spell otherwise, looks the same
            Security    shamir, semi-honest: no single one of the 3 parties learns more; field 2^61-1
            Learned     every party and the analyst learned, besides the question:
                          2 bits: whether the release rule holds
                          2 numbers: the number of patients with each code (0 in place of each that stayed
                            secret)
                        and nothing else of the patients
            Cost        10 rounds; bytes sent: north 81 700, south 81 700, west 81 700; 1 234 ms
            Proof       plan %s…, the same answer signed by north, south, west"""
                .formatted(question.plan().digestHex().substring(0, 16)));
  }

  @Test
  void document_hasTheNamesThatProgramsRelyOn() {
    Fields document = OutcomeDocument.of(question.spec(), outcome).fields();

    assertThat(document.values().keySet())
        .containsExactly(
            "status", "query", "security", "release", "result", "opened", "cost", "plan", "session", "reports");
    assertThat(Json.of(document.values().get("security")))
        .isEqualTo(
            "{\"suite\": \"shamir\", \"adversary\": \"semi-honest\", \"threshold\": 1, \"parties\": 3, \"field\": \"2^61-1\"}");
    assertThat(Json.of(document.values().get("release"))).isEqualTo("{\"minimumCount\": 11, \"minimumSites\": 1}");
    assertThat(Json.of(document.values().get("result")))
        .isEqualTo("{\"cells\": [{\"code\": \"A\", \"count\": 12}, {\"code\": \"B\", \"suppressed\": true}]}");
    assertThat(Json.of(document.values().get("cost")))
        .isEqualToIgnoringWhitespace(
            """
            {"rounds": 10, "messages": 114,
             "bytesSentByParty": {"north": 81700, "south": 81700, "west": 81700}, "millis": 1234}
            """);
    assertThat(((Items) document.values().get("reports")).values()).hasSize(3);
  }

  @Test
  void rehearsal_thatDiffers_saysSo() {
    Rehearsal rehearsal = new Rehearsal(outcome, answer(new Whole(13), new Suppressed(11, 1)), Optional.empty());

    assertThat(rehearsal.agrees()).isFalse();
    assertThat(rehearsal.lines(question.plan())).anyMatch(line -> line.startsWith("DIFFERS")).contains("A        12      13");
    assertThat(Json.of(rehearsal.document(question.spec()).fields())).contains("\"agrees\": false").contains("\"pooled\": {");
  }

  @Test
  void rehearsal_thatAgrees_printsBothColumns() {
    Rehearsal rehearsal = new Rehearsal(outcome, answer(new Whole(12), new Suppressed(11, 1)), Optional.empty());

    assertThat(rehearsal.agrees()).isTrue();
    assertThat(rehearsal.lines(question.plan())).contains("code  count  pooled", "A        12      12", "B       <11     <11");
  }

  @Test
  void rehearsal_ofRowsWithSeveralNumbers_saysWhichDiffer_withEveryDigit() {
    Answer mine = rates(new Real(1.5), new Real(2));
    Rehearsal rehearsal = new Rehearsal(outcome(mine), rates(new Real(1.5), new Real(2.0001)), Optional.empty());

    assertThat(rehearsal.lines(question.plan())).contains("group  rate  se  pooled", "a       1.5   2  DIFFERS: se 2.0001");
    assertThat(new Rehearsal(outcome(mine), mine, Optional.empty()).lines(question.plan())).contains("a       1.5   2  the same");
  }

  private static Answer rates(Value rate, Value error) {
    Fields row = Fields.of(Map.entry("group", new Text("a")), Map.entry("rate", rate), Map.entry("se", error));
    return new Answer(Fields.of(Map.entry("cells", new Items(List.of(row)))));
  }
}
