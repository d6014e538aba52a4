package org.jointly.cli.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jointly.runtime.fault.InvalidConfiguration;

/** Flight recordings of nodes, one file per node. */
public final class Recordings {
  private static final String ROUND = "jointly.Round";

  private Recordings() {}

  /** The settings with which a node records nothing but its rounds; a {@code .jfc} file. */
  public static String settings() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration version="2.0">
          <event name="ROUND"><setting name="enabled">true</setting></event>
        </configuration>
        """.replace("ROUND", ROUND);
  }

  /**
   * The profile of all sessions that are in the files.
   *
   * @throws InvalidConfiguration if a file is none, or there is no session in any of them
   */
  public static Profile read(Profile.Subject subject, List<Path> files) {
    Map<String, List<ProfiledRound>> sessions = new LinkedHashMap<>();
    for (Path file : files) {
      try (RecordingFile recording = new RecordingFile(file)) {
        while (recording.hasMoreEvents()) {
          add(recording.readEvent(), sessions);
        }
      } catch (IOException unreadable) {
        throw new InvalidConfiguration(file + " is no flight recording that can be read: " + unreadable.getMessage());
      }
    }
    List<ProfiledRun> runs = new ArrayList<>();
    sessions.forEach((session, rounds) -> runs.add(new ProfiledRun(session, rounds)));
    runs.sort(Comparator.comparingLong(ProfiledRun::startNanos));
    if (runs.isEmpty()) {
      throw new InvalidConfiguration("no session is in the recordings; record while a query runs, with events " + ROUND);
    }
    return new Profile(subject, runs);
  }

  private static void add(RecordedEvent event, Map<String, List<ProfiledRound>> sessions) {
    if (event.getEventType().getName().equals(ROUND)) {
      sessions.computeIfAbsent(event.getString("session"), unseen -> new ArrayList<>()).add(round(event));
    }
  }

  private static ProfiledRound round(RecordedEvent event) {
    String gates = event.getString("gates");
    return new ProfiledRound(
        event.getString("party"),
        event.getInt("number"),
        event.getString("step"),
        gates.isEmpty() ? List.of() : List.of(gates.split(" ")),
        event.getLong("messages"),
        event.getLong("bytesSent"),
        event.getString("sentTo"),
        nanos(event.getStartTime()),
        event.getDuration().toNanos(),
        event.getLong("computed"),
        event.getLong("waited"));
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
