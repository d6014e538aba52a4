package org.jointly.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.Setting;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/**
 * Sites whose nodes record their rounds, on an emulated network if need be. Their table has no row, unless there are folders.
 *
 * @param settings for the flight recording, as the text of a file
 */
public record ProfiledSites(
    Setting setting, Table table, Optional<Map<PartyId, Path>> folders, Optional<Line> line, long deadlineSeconds, String settings)
    implements Sites {
  private static final String RECORDING = "node.jfr";
  private static final String SETTINGS = "recording.jfc";

  /** @param columns besides the patient's, of a table without rows */
  public record Table(String name, String patientId, SortedSet<String> columns) {}

  /** An emulated network. */
  public record Line(long roundTripMicros, long jitterMicros, long kilobitsPerSecond, long lossPerMillion) {}

  @Override
  public String consortium() {
    return "profile";
  }

  @Override
  public List<PartyId> parties() {
    return folders
        .map(given -> List.copyOf(given.keySet()))
        .orElseGet(() -> IntStream.rangeClosed(1, setting.parties()).mapToObj(i -> new PartyId("p" + i)).toList());
  }

  @Override
  public AnalystId analyst() {
    return new AnalystId("analyst");
  }

  /** Warm code is compiled as in a node that has been up for a while. */
  @Override
  public List<String> javaOptions(Path folder) {
    return List.of(
        JavaCommand.GOOD_CODE,
        "-XX:StartFlightRecording=filename=" + recording(folder) + ",settings=" + folder.resolve(SETTINGS) + ",dumponexit=true");
  }

  @Override
  public List<String> nodeOptions() {
    return List.of("--primitives");
  }

  /** Where a site's recording is, when its node has ended. */
  public static Path recording(Path folder) {
    return folder.resolve(RECORDING);
  }

  @Override
  public void write(PartyId party, Path folder, int port) {
    Path file = folders.map(given -> given.get(party).resolve(table.name() + ".csv").toAbsolutePath())
        .orElseGet(() -> emptyTable(folder));
    Text.write(folder.resolve(SETTINGS), settings);
    new OneTableSite(table.name(), file, table.patientId(), "", deadlineSeconds)
        .write(party, folder, port, line.map(ProfiledSites::emulation).orElse(""));
  }

  private Path emptyTable(Path folder) {
    Path file = folder.resolve("empty.csv");
    List<String> header = new ArrayList<>(List.of(table.patientId()));
    header.addAll(table.columns());
    Text.write(file, header.stream().map(name -> '"' + name.replace("\"", "\"\"") + '"').collect(Collectors.joining(",")) + "\n");
    return file;
  }

  private static String emulation(Line line) {
    return String.format(
        Locale.ROOT, "emulate: {rtt_micros: %d, jitter_micros: %d, bandwidth_kbit: %d, loss_per_million: %d}%n",
        line.roundTripMicros(), line.jitterMicros(), line.kilobitsPerSecond(), line.lossPerMillion());
  }
}
