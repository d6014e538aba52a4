package org.jointly.runtime.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jointly.runtime.data.DataSettings.DatabaseTable;
import org.jointly.runtime.fault.DataFailure;
import org.postgresql.Driver;

/**
 * Tables and views of a PostgreSQL database, each question in a read-only transaction of its own with a statement timeout
 * on the server.
 */
final class PostgresRecordSource extends JdbcRecordSource {
  private static final int CONNECT_SECONDS = 10;

  private final DataSettings.Postgres settings;

  PostgresRecordSource(DataSettings.Postgres settings) {
    super(PostgresDialect.POSTGRES, settings.timeout());
    this.settings = settings;
  }

  @Override
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    settings.password().ifPresent(password -> properties.setProperty("password", password.value()));
    properties.setProperty("ApplicationName", "jointly");
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", String.valueOf(settings.timeout().toSeconds() + CONNECT_SECONDS));
    properties.setProperty("readOnly", "true");
    Connection connection = new Driver().connect(settings.url(), properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL URL", "08001");
    }
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("SET statement_timeout = " + Math.max(1, settings.timeout().toMillis()));
      statement.execute("SET TIME ZONE 'UTC'");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  MappedTable table(Connection connection, String name) throws SQLException {
    DatabaseTable table = settings.tables().get(name);
    if (table == null) {
      throw new DataFailure(
          "there is no table " + name + " at this site; it has " + String.join(", ", settings.tables().keySet()));
    }
    Map<String, ColumnType> found = columns(connection, source(table));
    if (!problems(name, table, found).isEmpty()) {
      throw new DataFailure(
          "table " + name + " cannot be opened at this site; the site's operator finds out why with: jointly node check");
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    table.allColumns().forEach((common, source) ->
        columns.put(common, new Column(name, common, MappedTable.qualified(source), found.get(source))));
    return new MappedTable(name, source(table), MappedTable.qualified(table.patientId()), columns, table.identifiers().keySet());
  }

  private static String source(DatabaseTable table) {
    String plain = Identifiers.quoted(table.table());
    return table.schema().map(schema -> Identifiers.quoted(schema) + "." + plain).orElse(plain);
  }

  /** The columns that this user may read, with their types; of a domain, the type beneath. Empty: there is no such table. */
  private Map<String, ColumnType> columns(Connection connection, String source) throws SQLException {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    Sql sql = Sql.of(
        "SELECT a.attname, coalesce(b.typname, t.typname) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
            + "LEFT JOIN pg_type b ON b.oid = t.typbasetype "
            + "WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped "
            + "AND has_column_privilege(a.attrelid, a.attnum, 'SELECT') ORDER BY a.attnum",
        source);
    run(connection, sql, Optional.empty(), result -> {
      while (result.next()) {
        columns.put(result.getString(1), type(result.getString(2)));
      }
    });
    return columns;
  }

  /** A numeric may be NaN, as floating point may; so it is read as carefully. */
  private static ColumnType type(String name) {
    return switch (name) {
      case "text", "varchar", "bpchar", "name", "uuid", "citext" -> ColumnType.TEXT;
      case "int2", "int4", "int8" -> ColumnType.INTEGER;
      case "numeric", "float4", "float8" -> ColumnType.FLOATING;
      case "date" -> ColumnType.DAY;
      case "timestamp", "timestamptz" -> ColumnType.TIMESTAMP;
      case "bool" -> ColumnType.FLAG;
      default -> ColumnType.OTHER;
    };
  }

  private static List<String> problems(String name, DatabaseTable table, Map<String, ColumnType> found) {
    if (found.isEmpty()) {
      return List.of("table " + name + ": there is no table " + source(table) + ", or this user may not read it");
    }
    List<String> problems = new ArrayList<>();
    if (!found.containsKey(table.patientId())) {
      problems.add("table " + name + ": no column \"" + table.patientId() + "\" (patient_id) in " + source(table)
          + ", or this user may not read it");
    }
    table.allColumns().forEach((common, source) -> {
      if (!found.containsKey(source)) {
        problems.add("table " + name + ": no column \"" + source + "\" (for " + common + ") in " + source(table)
            + ", or this user may not read it");
      }
    });
    if (!problems.isEmpty()) {
      problems.add("table " + name + ": its columns are " + String.join(", ", found.keySet()));
    }
    return problems;
  }

  @Override
  public List<String> check() {
    List<String> problems = new ArrayList<>();
    try (Connection connection = connect()) {
      for (Map.Entry<String, DatabaseTable> entry : settings.tables().entrySet()) {
        problems.addAll(check(connection, entry.getKey(), entry.getValue()));
      }
    } catch (SQLException e) {
      problems.add(settings.url() + ": " + reason(e) + " (SQL state " + e.getSQLState() + ")");
    }
    return problems;
  }

  private List<String> check(Connection connection, String name, DatabaseTable table) throws SQLException {
    Map<String, ColumnType> found = columns(connection, source(table));
    List<String> problems = problems(name, table, found);
    if (!problems.isEmpty()) {
      return problems;
    }
    List<String> columns = new ArrayList<>(List.of(MappedTable.qualified(table.patientId())));
    table.allColumns().values().forEach(source -> columns.add(MappedTable.qualified(source)));
    String reading = columns.stream().distinct().collect(Collectors.joining(", "));
    run(connection, Sql.of("SELECT " + reading + " FROM " + source(table) + " AS " + MappedTable.ALIAS + " LIMIT 1"), Optional.empty(), result -> {});
    return List.of();
  }

  @Override
  String reason(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("08")) {
      return "the database cannot be reached";
    }
    if (state.startsWith("28")) {
      return "the database refuses the user or password";
    }
    if (state.equals("57014")) {
      return "the question took too long";
    }
    return state.equals("42501") ? "the database user may not read it" : "the database refused the question";
  }

  /** Nothing is kept open between questions. */
  @Override
  public void close() {}
}
