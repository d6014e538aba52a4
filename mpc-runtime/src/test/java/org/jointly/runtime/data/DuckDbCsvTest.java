package org.jointly.runtime.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class DuckDbCsvTest extends RecordSourceConformance {
  @TempDir static Path folder;
  private static RecordSource source;

  static Path write(Path folder, String name, List<List<String>> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", COLUMNS));
    rows.forEach(row -> lines.add(String.join(",", row.stream().map(DuckDbCsvTest::field).toList())));
    return Files.write(folder.resolve(name + ".csv"), lines);
  }

  private static String field(String value) {
    return value.contains("\"") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  static DataSettings.DuckDb settings(Map<String, FileTable> tables) {
    return new DataSettings.DuckDb(tables, 512, 2, Duration.ofSeconds(20));
  }

  @BeforeAll
  static void open() throws IOException {
    source =
        RecordSource.open(
            settings(
                Map.of(
                    "diagnoses", FileTable.csv(write(folder, "diagnoses", ROWS), "person"),
                    "nobody", FileTable.csv(write(folder, "nobody", NOBODY), "person"))));
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @Override
  RecordSource source() {
    return source;
  }
}
