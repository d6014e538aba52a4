package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.fault.JointlyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator finds in a flight recording. */
@Timeout(60)
final class FlightRecordTest {
  private static final int PARTIES = 3;

  /** All that may be there: names and counts. A field more has to be judged here. */
  private static final Set<String> FIELDS = Set.of(
      "startTime", "duration", "eventThread", "stackTrace", "session", "party", "statistic", "suite", "adversary", "parties", "outcome", "legs",
      "rounds", "messages", "bytesSent", "step", "number", "gates", "bytesReceived", "sentTo", "sentAt", "computed", "waited");

  @TempDir Path folder;

  private interface Act {
    void on(TestMesh mesh);
  }

  private List<RecordedEvent> recorded(Act asking) throws IOException {
    return recorded(mesh -> {}, asking);
  }

  private List<RecordedEvent> recorded(Act beforehand, Act asking) throws IOException {
    Path file = folder.resolve("node.jfr");
    try (Recording recording = new Recording(); TestMesh mesh = new TestMesh(PARTIES, folder)) {
      List.of("jointly.Session", "jointly.Step", "jointly.Round").forEach(recording::enable);
      recording.start();
      beforehand.on(mesh);
      mesh.start();
      asking.on(mesh);
      mesh.awaitIdle();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  private static List<RecordedEvent> of(List<RecordedEvent> events, String name, Predicate<RecordedEvent> which) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name) && which.test(event)).toList();
  }

  @Test
  void recording_hasTheRoundsAndBytesOfTheReports() throws IOException {
    VerifiedOutcome[] outcome = new VerifiedOutcome[1];

    List<RecordedEvent> events = recorded(mesh -> outcome[0] = mesh.ask(TestConsortium.cohortCount()));

    for (VerifiedOutcome.Report report : outcome[0].reports()) {
      Predicate<RecordedEvent> mine = event -> event.getString("party").equals(report.party().name());
      List<RecordedEvent> rounds = of(events, "jointly.Round", mine);
      List<RecordedEvent> sessions = of(events, "jointly.Session", mine);
      List<RecordedEvent> steps = of(events, "jointly.Step", mine);
      assertThat(sessions).hasSize(1);
      assertThat(sessions.get(0).getString("outcome")).isEqualTo("answered");
      assertThat(sessions.get(0).getString("session")).isEqualTo(outcome[0].session().hex());
      assertThat(sessions.get(0).getInt("rounds")).isEqualTo((int) report.content().cost().rounds());
      assertThat(rounds).hasSize((int) report.content().cost().rounds());
      assertThat(sum(rounds, "bytesSent")).isEqualTo(report.content().cost().bytesSent());
      assertThat(sum(rounds, "messages")).isEqualTo(report.content().cost().messages());
      assertThat(sum(steps, "bytesSent")).isEqualTo(report.content().cost().bytesSent());
      assertThat(steps).extracting(step -> step.getString("step")).containsExactly("setup", "input", "joint", "gate", "open");
      assertThat(rounds.get(0).getString("gates")).isEqualTo("KeyAgreement");
    }
  }

  @Test
  void recordingOfAFailure_namesItsFamily() throws IOException {
    List<RecordedEvent> events = recorded(
        mesh -> mesh.seat(2).catalog = TamperedSuite.catalog((network, to, frame, number) -> network.send(to, new byte[1])),
        mesh -> assertThatThrownBy(() -> mesh.ask(TestConsortium.cohortCount())).isInstanceOf(JointlyException.class));

    assertThat(of(events, "jointly.Session", event -> true))
        .noneMatch(event -> event.getString("outcome").equals("answered"))
        .anyMatch(event -> event.getString("outcome").equals("protocol_violation"));
  }

  @Test
  void events_haveNoOtherFieldsThanNamesAndCounts() throws IOException {
    List<RecordedEvent> events = recorded(mesh -> mesh.ask(TestConsortium.cohortCount()));

    assertThat(of(events, "jointly.Session", event -> true)).isNotEmpty();
    assertThat(events.stream()
        .filter(event -> event.getEventType().getName().startsWith("jointly."))
        .flatMap(event -> event.getFields().stream())
        .map(ValueDescriptor::getName)
        .collect(Collectors.toSet())).isSubsetOf(FIELDS);
  }

  private static long sum(List<RecordedEvent> events, String field) {
    return events.stream().mapToLong(event -> event.getLong(field)).sum();
  }
}
