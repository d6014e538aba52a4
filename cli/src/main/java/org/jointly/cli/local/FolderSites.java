package org.jointly.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Names;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/**
 * Sites whose records are CSV files in folders, and who allow everything: they are the analyst's own.
 *
 * @param setting for as many parties
 * @param folders per site, in roster order, the folder with its files
 * @param table the one table there is; {@code <table>.csv} in each folder
 * @param patientId the column that tells patients apart
 * @param csv how the files are laid out
 * @param deadlineSeconds of each session
 */
public record FolderSites(Setting setting, Map<PartyId, Path> folders, String table, String patientId, CsvLayout csv, long deadlineSeconds)
    implements Sites {

  @Override
  public String consortium() {
    return "rehearsal";
  }

  @Override
  public List<PartyId> parties() {
    return List.copyOf(folders.keySet());
  }

  @Override
  public AnalystId analyst() {
    return new AnalystId("analyst");
  }

  /** A site's one file. */
  public Path file(PartyId party) {
    return folders.get(party).resolve(table + ".csv").toAbsolutePath();
  }

  /**
   * A cheap look before nodes start; how exactly the file is to be read is the nodes' business.
   *
   * @throws DataFailure if the first line of a site's file does not have the column that tells patients apart
   */
  public void requirePatientId() {
    parties().forEach(party -> {
      String header = header(party);
      if (!header.toLowerCase(Locale.ROOT).contains(patientId.toLowerCase(Locale.ROOT))) {
        throw new DataFailure(
            party, "the first line of " + folders.get(party).resolve(table + ".csv") + " has no column " + patientId
                + "; name the one that tells patients apart with --patient-id: " + header);
      }
    });
  }

  private String header(PartyId party) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file(party)), StandardCharsets.UTF_8))) {
      return Optional.ofNullable(in.readLine()).orElse("");
    } catch (IOException failed) {
      throw new DataFailure(file(party) + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  /** A rehearsal's patients may be looked for at all sites, if a query can name their column. */
  private String identifiers() {
    return Names.problem("column", patientId).isEmpty() ? ", identifiers: {" + patientId + ": " + patientId + "}" : "";
  }

  private String layout() {
    return ", delimiter: " + Text.quoted(String.valueOf(csv.delimiter())) + ", decimal: " + Text.quoted(csv.decimalComma() ? "," : ".")
        + ", date_format: " + csv.dates().label() + missingTexts();
  }

  private String missingTexts() {
    return csv.missing().isEmpty() ? "" : csv.missing().stream().map(Text::quoted).collect(Collectors.joining(", ", ", missing: [", "]"));
  }

  @Override
  public void write(PartyId party, Path folder, int port) {
    new OneTableSite(table, file(party), patientId, identifiers() + layout(), deadlineSeconds).write(party, folder, port, "");
  }
}
