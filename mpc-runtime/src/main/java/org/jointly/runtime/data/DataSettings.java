package org.jointly.runtime.data;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a site's records are, and how its tables and columns are called in the common vocabulary. */
public sealed interface DataSettings {

  /** The names of the mapped tables. */
  List<String> tableNames();

  /**
   * CSV and Parquet files, read by an embedded DuckDB.
   *
   * @param tables per common table name, its files
   * @param memoryMegabytes what DuckDB may use; it never spills to disk
   * @param threads how many threads one query may use
   * @param timeout for one query
   */
  record DuckDb(Map<String, FileTable> tables, int memoryMegabytes, int threads, Duration timeout)
      implements DataSettings {
    public static final int DEFAULT_MEMORY_MEGABYTES = 2048;
    public static final int DEFAULT_THREADS = 2;

    public DuckDb {
      tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    @Override
    public List<String> tableNames() {
      return List.copyOf(tables.keySet());
    }
  }

  /**
   * A PostgreSQL database, read in read-only transactions.
   *
   * @param url a JDBC URL that begins with {@code jdbc:postgresql:}
   * @param password empty when the server asks for none
   */
  record Postgres(
      String url, String user, Optional<Password> password, Map<String, DatabaseTable> tables, Duration timeout)
      implements DataSettings {
    public Postgres {
      tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    @Override
    public List<String> tableNames() {
      return List.copyOf(tables.keySet());
    }
  }

  /** A secret word; {@code toString} is redacted. */
  record Password(String value) {
    @Override
    public String toString() {
      return "Password[redacted]";
    }
  }

  /**
   * One table over files of one format.
   *
   * @param files absolute paths; a last component with {@code *} stands for every file it matches
   * @param patientId the source column that identifies the patient
   * @param columns per common name the source column; empty: all columns under their own names, but the patient's and those of
   *     identifiers
   * @param identifiers per common name the source column of what identifies a person elsewhere, too; read as a hash only
   * @param csv how its CSV files are laid out
   */
  record FileTable(
      List<Path> files,
      Format format,
      String patientId,
      Optional<Map<String, String>> columns,
      Map<String, String> identifiers,
      CsvLayout csv) {
    public FileTable {
      files = List.copyOf(files);
      columns = columns.map(LinkedHashMap::new);
      identifiers = Collections.unmodifiableMap(new LinkedHashMap<>(identifiers));
    }

    /** Without identifiers. */
    public FileTable(
        List<Path> files, Format format, String patientId, Optional<Map<String, String>> columns, CsvLayout csv) {
      this(files, format, patientId, columns, Map.of(), csv);
    }

    /** This table, where the patient identifier identifies a person at other sites, too, under its own name. */
    public FileTable withCommonPatients() {
      return new FileTable(files, format, patientId, columns, Map.of(patientId, patientId), csv);
    }

    /** A CSV table with commas, all columns under their own names. */
    public static FileTable csv(Path file, String patientId) {
      return csv(file, patientId, CsvLayout.PLAIN);
    }

    /** A CSV table, all columns under their own names. */
    public static FileTable csv(Path file, String patientId, CsvLayout layout) {
      return new FileTable(List.of(file), Format.CSV, patientId, Optional.empty(), layout);
    }
  }

  /** How a file is laid out. */
  enum Format {
    /** With a header line; UTF-8; blanks around a value are none of it; an empty field is a missing value. */
    CSV,
    PARQUET
  }

  /** How dates are written. Dates as 2025-12-31, which are no others' in any of these, are read besides. */
  enum DateFormat {
    YEAR_FIRST("yyyy-mm-dd", "", ""),
    POINTS("dd.mm.yyyy", "[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}", "%d.%m.%Y"),
    SLASHES("dd/mm/yyyy", "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", "%d/%m/%Y"),
    MONTH_FIRST("mm/dd/yyyy", "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", "%m/%d/%Y"),
    DIGITS("yyyymmdd", "[0-9]{8}", "%Y%m%d");

    private final String label;
    private final String form;
    private final String pattern;

    DateFormat(String label, String form, String pattern) {
      this.label = label;
      this.form = form;
      this.pattern = pattern;
    }

    /** As sites write it in their configuration. */
    public String label() {
      return label;
    }

    /** A regular expression of all dates, and of some days that there are not. */
    String form() {
      return form;
    }

    /** For DuckDB's {@code strptime}. */
    String pattern() {
      return pattern;
    }
  }

  /**
   * How CSV files are laid out.
   *
   * @param delimiter between fields
   * @param missing texts that stand for a missing value, as an empty field does; such as NA
   * @param decimalComma whether numbers are written 72,5; a point in one is refused then
   * @param dates how dates are written, if not as 2025-12-31
   */
  record CsvLayout(char delimiter, List<String> missing, boolean decimalComma, DateFormat dates) {
    /** Commas between fields, decimal points; only an empty field is missing. */
    public static final CsvLayout PLAIN = new CsvLayout(',', List.of());

    public CsvLayout {
      missing = missing.stream().map(CsvLayout::value).toList();
    }

    /** With decimal points and the usual dates. */
    public CsvLayout(char delimiter, List<String> missing) {
      this(delimiter, missing, false, DateFormat.YEAR_FIRST);
    }

    /** Whether a character may stand between fields: none that values are made of, no quote and no end of a line. */
    public static boolean isDelimiter(char c) {
      return c < 128 && c != '"' && !Character.isLetterOrDigit(c) && c != '\n' && c != '\r';
    }

    Spelling spelling() {
      return new Spelling(decimalComma, dates);
    }

    /** The value of a field: without the spaces around it, of whatever width. */
    public static String value(String field) {
      int from = 0;
      int to = field.length();
      while (from < to && isSpace(field.charAt(from))) {
        from++;
      }
      while (from < to && isSpace(field.charAt(to - 1))) {
        to--;
      }
      return field.substring(from, to);
    }

    private static boolean isSpace(char c) {
      return Character.getType(c) == Character.SPACE_SEPARATOR;
    }
  }

  /**
   * One table or view of a database.
   *
   * @param schema empty: found by the server's search path
   * @param columns per common name the source column
   * @param identifiers per common name the source column of what identifies a person elsewhere, too; read as a hash only
   */
  record DatabaseTable(
      Optional<String> schema, String table, String patientId, Map<String, String> columns, Map<String, String> identifiers) {
    public DatabaseTable {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
      identifiers = Collections.unmodifiableMap(new LinkedHashMap<>(identifiers));
    }

    /** Without identifiers. */
    public DatabaseTable(Optional<String> schema, String table, String patientId, Map<String, String> columns) {
      this(schema, table, patientId, columns, Map.of());
    }

    /** All that is read but the patient's, per common name. */
    Map<String, String> allColumns() {
      Map<String, String> all = new LinkedHashMap<>(columns);
      all.putAll(identifiers);
      return all;
    }
  }
}
