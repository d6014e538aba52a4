package org.jointly.cli.local;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.party.PartyId;

/**
 * Writes the rows of all sites into one CSV file, as somebody would who may see them all. A patient's identifier gets the site before
 * it: two sites' patients are two patients, as they are for the nodes.
 *
 * <p>A column that a site does not have is missing there.
 */
final class PooledFile {
  private PooledFile() {}

  /** @param layout of the files; the one that is written has {@link #layout} */
  static void write(Map<PartyId, Path> files, String patientId, CsvLayout layout, Path target) {
    List<String> columns = columns(files, layout);
    try (BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      out.write(CsvRows.line(columns));
      for (Map.Entry<PartyId, Path> site : files.entrySet()) {
        append(site.getKey(), site.getValue(), layout, patientId, columns, out);
      }
    } catch (IOException failed) {
      throw new DataFailure("cannot pool the files: " + failed.getMessage(), failed);
    }
  }

  /** How the rows of such files are laid out when they are pooled: with commas, and else as they were. */
  static CsvLayout layout(CsvLayout sites) {
    return new CsvLayout(',', sites.missing(), sites.decimalComma(), sites.dates());
  }

  private static List<String> columns(Map<PartyId, Path> files, CsvLayout layout) {
    TreeSet<String> columns = new TreeSet<>();
    files.forEach((party, file) -> columns.addAll(header(party, file, layout)));
    return List.copyOf(columns);
  }

  private static List<String> header(PartyId party, Path file, CsvLayout layout) {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return new CsvRows(in, layout).next().orElseThrow(() -> new DataFailure(party, file + " is empty"));
    } catch (IOException failed) {
      throw new DataFailure(party, file + " cannot be read: " + failed.getMessage());
    }
  }

  private static void append(
      PartyId party, Path file, CsvLayout layout, String patientId, List<String> columns, BufferedWriter out) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      CsvRows rows = new CsvRows(in, layout);
      List<String> header = rows.next().orElseThrow(() -> new DataFailure(party, file + " is empty"));
      for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (row.get().size() != header.size()) {
          throw new DataFailure(party, file + " has a row of " + row.get().size() + " fields under " + header.size() + " columns");
        }
        out.write(CsvRows.line(pooled(party, header, row.get(), patientId, columns)));
      }
    }
  }

  private static List<String> pooled(
      PartyId party, List<String> header, List<String> row, String patientId, List<String> columns) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      values.put(header.get(i), row.get(i));
    }
    values.computeIfPresent(patientId, (column, patient) -> patient.isEmpty() ? "" : party + ":" + patient);
    return columns.stream().map(column -> values.getOrDefault(column, "")).toList();
  }
}
