package org.jointly.runtime.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.runtime.data.DataSettings.DatabaseTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresTest extends RecordSourceConformance {
  private static EmbeddedPostgres server;
  private static RecordSource source;

  private static void write(Connection connection, String name, List<List<String>> rows) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      columns.add('"' + COLUMNS.get(i) + "\" " + TYPES.get(i));
      values.add("CAST(NULLIF(?, '') AS " + TYPES.get(i) + ")");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE clinic." + name + " (" + String.join(", ", columns) + ")");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO clinic." + name + " VALUES (" + String.join(", ", values) + ")")) {
      for (List<String> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          insert.setString(i + 1, row.get(i));
        }
        insert.executeUpdate();
      }
    }
  }

  static DatabaseTable table(String name) {
    Map<String, String> own = new LinkedHashMap<>();
    COLUMNS.stream().skip(1).forEach(column -> own.put(column, column));
    return new DatabaseTable(Optional.of("clinic"), name, "person", own);
  }

  static DataSettings.Postgres settings(Map<String, DatabaseTable> tables) {
    return new DataSettings.Postgres(
        server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), tables, Duration.ofSeconds(20));
  }

  @BeforeAll
  static void open() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA clinic");
      write(connection, "diagnoses", ROWS);
      write(connection, "nobody", NOBODY);
    }
    source = RecordSource.open(settings(Map.of("diagnoses", table("diagnoses"), "nobody", table("nobody"))));
  }

  @AfterAll
  static void close() throws IOException {
    source.close();
    server.close();
  }

  @Override
  RecordSource source() {
    return source;
  }
}
