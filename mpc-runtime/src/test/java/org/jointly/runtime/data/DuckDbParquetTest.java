package org.jointly.runtime.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.jointly.runtime.data.DataSettings.Format;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class DuckDbParquetTest extends RecordSourceConformance {
  @TempDir static Path folder;
  private static RecordSource source;

  private static FileTable write(String name, List<List<String>> rows) throws IOException, SQLException {
    Path csv = DuckDbCsvTest.write(folder, name, rows);
    Path parquet = folder.resolve(name + ".parquet");
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < COLUMNS.size(); i++) {
      columns.append(i == 0 ? "" : ", ").append("CAST(\"" + COLUMNS.get(i) + "\" AS " + TYPES.get(i) + ") AS \"" + COLUMNS.get(i) + "\"");
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT " + columns + " FROM read_csv('" + csv + "', all_varchar=true, header=true, nullstr='')) TO '" + parquet + "' (FORMAT parquet)");
    }
    return new FileTable(List.of(parquet), Format.PARQUET, "person", Optional.empty(), CsvLayout.PLAIN);
  }

  @BeforeAll
  static void open() throws IOException, SQLException {
    source =
        RecordSource.open(
            DuckDbCsvTest.settings(Map.of("diagnoses", write("diagnoses", ROWS), "nobody", write("nobody", NOBODY))));
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
