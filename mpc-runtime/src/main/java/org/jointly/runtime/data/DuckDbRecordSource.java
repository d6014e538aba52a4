package org.jointly.runtime.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.jointly.runtime.data.DataSettings.Format;
import org.jointly.runtime.fault.DataFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CSV and Parquet files behind an embedded, in-memory DuckDB.
 *
 * <p>Each table is a view over its files, so that a question sees the files as they are now. Once the views are there,
 * DuckDB may open these files and no others, loads no extension, writes nothing to disk, and its settings are locked.
 *
 * <p>CSV columns are read as text in their original spelling (007.0 stays 007.0; see {@link CsvSql}) and become numbers or dates only
 * where a question compares them with one. Parquet columns have their own types.
 */
final class DuckDbRecordSource extends JdbcRecordSource {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbRecordSource.class);
  private static final Pattern CSV_LINE = Pattern.compile("CSV Error on Line: (\\d+)");

  private final DuckDBConnection root;
  private final Map<String, FileTable> settings;
  private final Map<String, MappedTable> tables = new LinkedHashMap<>();
  private final Map<String, List<String>> problems = new LinkedHashMap<>();

  private DuckDbRecordSource(DuckDBConnection root, DataSettings.DuckDb settings) {
    super(DuckDbDialect.DUCKDB, settings.timeout());
    this.root = root;
    this.settings = settings.tables();
  }

  static DuckDbRecordSource open(DataSettings.DuckDb settings) {
    try {
      Properties properties = new Properties();
      properties.setProperty("temp_directory", "");
      properties.setProperty("autoinstall_known_extensions", "false");
      properties.setProperty("autoload_known_extensions", "false");
      properties.setProperty("memory_limit", settings.memoryMegabytes() + "MB");
      properties.setProperty("threads", String.valueOf(settings.threads()));
      DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
      UnpackedLibrary.delete();
      return opened(root, settings);
    } catch (SQLException e) {
      throw new DataFailure("DuckDB does not start (SQL state " + e.getSQLState() + ")", e);
    }
  }

  private static DuckDbRecordSource opened(DuckDBConnection root, DataSettings.DuckDb settings) throws SQLException {
    try {
      DuckDbRecordSource source = new DuckDbRecordSource(root, settings);
      source.openTables();
      return source;
    } catch (SQLException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  private void openTables() throws SQLException {
    List<Path> allowed = new ArrayList<>();
    for (Map.Entry<String, FileTable> entry : settings.entrySet()) {
      String name = entry.getKey();
      try {
        List<Path> files = SourceFiles.of(entry.getValue());
        MappedTable table = view(name, entry.getValue(), files);
        allowed.addAll(files);
        tables.put(name, table);
      } catch (Unreadable e) {
        problems.put(name, e.problems());
      } catch (SQLException e) {
        problems.put(name, List.of(
            "table " + name + ": " + detail(e) + " (" + shown(entry.getValue()) + ")" + OtherDelimiter.hint(entry.getValue())));
      }
    }
    try (Statement statement = root.createStatement()) {
      statement.execute("SET allowed_paths=" + CsvSql.literals(allowed));
      statement.execute("SET enable_external_access=false");
      statement.execute("SET lock_configuration=true");
    }
  }

  private MappedTable view(String name, FileTable table, List<Path> files) throws SQLException, Unreadable {
    String values =
        table.format() == Format.CSV ? CsvSql.values(files, table.csv()) : "SELECT * FROM read_parquet(" + CsvSql.literals(files) + ")";
    String view = Identifiers.quoted(name);
    try (Statement statement = root.createStatement()) {
      statement.execute("CREATE VIEW " + view + " AS " + values);
    }
    Map<String, ColumnType> found = new LinkedHashMap<>();
    try (Statement statement = root.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + view + " LIMIT 0")) {
      ResultSetMetaData columns = none.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        found.put(columns.getColumnName(i), table.format() == Format.CSV ? ColumnType.UNTYPED : type(columns.getColumnTypeName(i)));
      }
    }
    return mapped(name, view, table, found, twice(name, table, files));
  }

  /**
   * What CSV files call more than one column, in lower case. DuckDB makes other names of the second and later ones, so that nobody would
   * notice, and a second column of identifiers would be a column like others.
   */
  private Set<String> twice(String name, FileTable table, List<Path> files) {
    Set<String> twice = new TreeSet<>();
    for (Path file : table.format() == Format.CSV ? files : List.<Path>of()) {
      try (Statement statement = root.createStatement();
          ResultSet first = statement.executeQuery(CsvSql.firstLine(file, table.csv()))) {
        Set<String> names = new HashSet<>();
        int columns = first.next() ? first.getMetaData().getColumnCount() : 0;
        for (int i = 1; i <= columns; i++) {
          Optional<String> column = Optional.ofNullable(first.getString(i)).map(header -> header.strip().toLowerCase(Locale.ROOT));
          column.filter(header -> !names.add(header)).ifPresent(twice::add);
        }
      } catch (SQLException odd) {
        LOG.debug("the first line of a file of table {} cannot be read by itself", name);
      }
    }
    return twice;
  }

  private static MappedTable mapped(
      String name, String view, FileTable table, Map<String, ColumnType> found, Set<String> twice) throws Unreadable {
    Map<String, String> wanted = new LinkedHashMap<>();
    table.columns().ifPresentOrElse(wanted::putAll, () -> found.keySet().stream()
        .filter(column -> !column.equals(table.patientId()) && !table.identifiers().containsValue(column))
        .forEach(column -> wanted.put(column, column)));
    wanted.putAll(table.identifiers());
    List<String> absent = new ArrayList<>();
    if (!found.containsKey(table.patientId())) {
      absent.add("table " + name + ": no column \"" + table.patientId() + "\" (patient_id) in " + shown(table));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    wanted.forEach((common, source) -> {
      ColumnType type = found.get(source);
      if (type == null) {
        absent.add("table " + name + ": no column \"" + source + "\" (for " + common + ") in " + shown(table));
      } else {
        columns.put(common, new Column(name, common, MappedTable.qualified(source), type, table.csv().spelling()));
      }
    });
    Stream.concat(Stream.of(table.patientId()), wanted.values().stream())
        .filter(source -> twice.contains(source.toLowerCase(Locale.ROOT)))
        .forEach(source -> absent.add("table " + name + ": more than one column is called \"" + source + "\" (small and capital letters are"
            + " alike) in " + shown(table) + "; rename all but one"));
    if (!absent.isEmpty()) {
      absent.add("table " + name + ": its columns are " + String.join(", ", found.keySet()) + OtherDelimiter.hint(table));
      throw new Unreadable(absent);
    }
    return new MappedTable(name, view, MappedTable.qualified(table.patientId()), columns, table.identifiers().keySet());
  }

  private static ColumnType type(String name) {
    String plain = name.replaceAll("\\(.*", "").strip();
    return switch (plain) {
      case "VARCHAR", "UUID", "ENUM" -> ColumnType.TEXT;
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" ->
          ColumnType.INTEGER;
      case "DECIMAL" -> ColumnType.DECIMAL;
      case "FLOAT", "DOUBLE" -> ColumnType.FLOATING;
      case "DATE" -> ColumnType.DAY;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> ColumnType.TIMESTAMP;
      case "BOOLEAN" -> ColumnType.FLAG;
      default -> ColumnType.OTHER;
    };
  }

  private static String shown(FileTable table) {
    return table.files().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  @Override
  Connection connect() throws SQLException {
    return root.duplicate();
  }

  @Override
  MappedTable table(Connection connection, String name) {
    MappedTable table = tables.get(name);
    if (table != null) {
      return table;
    }
    throw new DataFailure(
        problems.containsKey(name)
            ? "table " + name + " cannot be opened at this site; the site's operator finds out why with: jointly node check"
            : "there is no table " + name + " at this site; it has " + String.join(", ", settings.keySet()));
  }

  @Override
  public List<String> check() {
    List<String> found = new ArrayList<>();
    problems.values().forEach(found::addAll);
    for (MappedTable table : tables.values()) {
      try (Connection connection = connect()) {
        run(connection, Sql.of(reading(table)), Optional.empty(), result -> {
          if (result.next() && result.getLong(1) > 0) {
            found.add("table " + table.name() + ": rows without a patient identifier: " + result.getLong(1));
          }
        });
      } catch (SQLException e) {
        found.add("table " + table.name() + ": " + detail(e) + " (" + shown(settings.get(table.name())) + ")");
      }
    }
    return found;
  }

  /** Counts in every column, so that all of the files is read. */
  private static String reading(MappedTable table) {
    String counts = table.columns().values().stream().map(column -> ", count(" + column.source() + ")").collect(Collectors.joining());
    return "SELECT count(*) - count(" + table.patient() + ")" + counts + table.from();
  }

  @Override
  String reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("INTERRUPT")) {
      return "the question took too long";
    }
    return message.startsWith("Out of Memory") ? "the question needs more memory than the node may use" : "its files are not as configured";
  }

  /** For the site's operator: the kind of error and the line, but none of DuckDB's text, for it quotes rows. */
  private static String detail(SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher line = CSV_LINE.matcher(message);
    if (line.find()) {
      String why = message.contains("not utf-8") ? " (not UTF-8)" : "";
      return "line " + line.group(1) + " is not a well-formed CSV line with as many fields as the header" + why;
    }
    if (message.contains("sniffing")) {
      return "not a CSV file with a header, or a line has more or fewer fields than the header, or some lines end otherwise than others";
    }
    if (message.contains("Schema mismatch")) {
      return "its files do not have the same columns; all must have those of the first";
    }
    int colon = message.indexOf(':');
    return "cannot be read: " + (colon > 0 && colon < 40 ? message.substring(0, colon) : "unknown error");
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw new DataFailure("DuckDB does not close (SQL state " + e.getSQLState() + ")", e);
    }
  }
}
