package org.jointly.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jointly.protocols.query.Names;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.data.DataSettings.DatabaseTable;
import org.jointly.runtime.data.DataSettings.DateFormat;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.jointly.runtime.data.DataSettings.Format;
import org.jointly.runtime.data.DataSettings.Password;

/**
 * Reads the part of a node file that says where the site's records are.
 *
 * <pre>
 * data:
 *   kind: duckdb
 *   tables:
 *     diagnoses:                        # the common name
 *       path: data/diagnoses.csv        # or a list; * in the last part stands for every file that fits
 *       patient_id: patient             # the source column that identifies the patient
 *       columns: {code: icd10}          # common name: source column; left out: all under their own names
 *       format: csv                     # or parquet; left out: by the file's ending
 *       delimiter: ","                  # of CSV files
 *       decimal: "."                    # of numbers in CSV files, or ","
 *       date_format: yyyy-mm-dd         # of dates in CSV files, or dd.mm.yyyy, dd/mm/yyyy, mm/dd/yyyy, yyyymmdd
 *       missing: [NA]                   # texts of CSV files that stand for no value, as an empty field does; left out: none
 *   memory_megabytes: 2048              # what a query may use; left out: 2048
 *   threads: 2
 *   timeout_seconds: 20                 # for one query
 * </pre>
 *
 * <pre>
 * data:
 *   kind: postgresql
 *   url: jdbc:postgresql://db.north.example/research
 *   user: jointly
 *   password_file: secrets/db-password  # or password_env: the name of an environment variable; or neither
 *   tables:
 *     diagnoses:
 *       table: omop.condition           # schema and table
 *       patient_id: person_id
 *       columns: {code: condition_code, age: age}
 *   timeout_seconds: 20
 * </pre>
 */
final class DataSection {
  private static final long DEFAULT_TIMEOUT_SECONDS = 20;
  private static final long MAX_TIMEOUT_SECONDS = 3600;
  private static final long MIN_MEGABYTES = 64;
  private static final long MAX_MEGABYTES = 1 << 20;
  private static final long MAX_THREADS = 256;
  private static final int MAX_PASSWORD_BYTES = 4096;
  private static final int MAX_MISSING_TEXTS = 16;
  private static final String URL = "jdbc:postgresql:";

  private final Section section;
  private final Path folder;

  private DataSection(Section section, Path folder) {
    this.section = section;
    this.folder = folder;
  }

  static Optional<DataSettings> read(Section section, Path folder) {
    return new DataSection(section, folder).settings();
  }

  private Optional<DataSettings> settings() {
    Optional<Boolean> files = section.choice("kind", kinds(), Optional.empty());
    if (files.isEmpty()) {
      section.missing();
      return Optional.empty();
    }
    Optional<DataSettings> settings = files.get() ? Optional.of(duckDb()) : postgres();
    section.done();
    return settings;
  }

  /** By kind, whether it is one of files. */
  private static Map<String, Boolean> kinds() {
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("duckdb", true);
    kinds.put("postgresql", false);
    return kinds;
  }

  private DataSettings duckDb() {
    Map<String, FileTable> tables = tables("{path: data/diagnoses.csv, patient_id: patient}", this::fileTable);
    long megabytes =
        section.number(
            "memory_megabytes", MIN_MEGABYTES, MAX_MEGABYTES, Optional.of((long) DataSettings.DuckDb.DEFAULT_MEMORY_MEGABYTES));
    long threads =
        section.number("threads", 1, MAX_THREADS, Optional.of((long) DataSettings.DuckDb.DEFAULT_THREADS));
    return new DataSettings.DuckDb(tables, (int) megabytes, (int) threads, timeout());
  }

  private Optional<DataSettings> postgres() {
    Optional<String> url = section.text("url", URL + "//localhost/research");
    url.filter(text -> !text.startsWith(URL)).ifPresent(text ->
        section.problem("url", "got " + Words.shown(text) + "; it begins with " + URL));
    url.filter(text -> text.contains("password=")).ifPresent(text ->
        section.problem("url", "holds a password; write it into a file and name that with password_file"));
    Optional<String> user = section.text("user", "jointly");
    Optional<Password> password = password();
    Map<String, DatabaseTable> tables =
        tables("{table: public.diagnoses, patient_id: person, columns: {code: icd10}}", this::databaseTable);
    Duration timeout = timeout();
    return url.isEmpty() || user.isEmpty()
        ? Optional.empty()
        : Optional.of(new DataSettings.Postgres(url.get(), user.get(), password, tables, timeout));
  }

  private Duration timeout() {
    return Duration.ofSeconds(
        section.number("timeout_seconds", 1, MAX_TIMEOUT_SECONDS, Optional.of(DEFAULT_TIMEOUT_SECONDS)));
  }

  private Optional<Password> password() {
    Optional<YamlNode> file = section.optional("password_file");
    Optional<String> variable = section.optionalText("password_env", "JOINTLY_DB_PASSWORD");
    if (file.isPresent() && variable.isPresent()) {
      section.problem("password_env", "stands beside password_file; write one of them");
    }
    if (file.isPresent()) {
      return section.path("password_file", file.get(), folder, "secrets/db-password")
          .flatMap(path -> Yaml.text(path, MAX_PASSWORD_BYTES, section.problems()))
          .map(text -> new Password(text.strip()));
    }
    return variable.flatMap(name -> {
      String value = System.getenv(name);
      if (value == null) {
        section.problem("password_env", "there is no environment variable " + Words.shown(name));
      }
      return Optional.ofNullable(value).map(Password::new);
    });
  }

  private <T> Map<String, T> tables(String example, BiFunction<String, Section, Optional<T>> reader) {
    Map<String, T> tables = new LinkedHashMap<>();
    Optional<Section> all = section.section("tables", "{diagnoses: " + example + "}");
    all.ifPresent(found -> found.sections().forEach((name, table) -> {
      Names.problem("tables", name).ifPresent(problem -> section.problems().add(found.line(name), problem));
      reader.apply(name, table).ifPresent(read -> tables.put(name, read));
      table.done();
    }));
    if (all.isPresent() && all.get().keys().isEmpty()) {
      section.problem("tables", "there are none; write for example \"diagnoses: " + example + "\"");
    }
    return tables;
  }

  private Optional<FileTable> fileTable(String name, Section table) {
    List<Path> files = new ArrayList<>();
    String example = "data/" + name + ".csv";
    table.required("path", example).ifPresent(node -> {
      for (YamlNode item : table.list("path", node)) {
        table.path("path", item, folder, example).ifPresent(files::add);
      }
    });
    Optional<String> patientId = table.text("patient_id", "patient");
    Optional<Map<String, String>> columns = table.optionalSection("columns").map(DataSection::columns);
    Map<String, String> identifiers = identifiers(table, columns.orElse(Map.of()));
    Optional<Format> format = format(table, files);
    CsvLayout csv = csv(table);
    if (format.filter(Format.PARQUET::equals).isPresent()) {
      requireNothingOfCsv(table);
    }
    return patientId.isEmpty() || format.isEmpty() || files.isEmpty()
        ? Optional.empty()
        : Optional.of(new FileTable(files, format.get(), patientId.get(), columns, identifiers, csv));
  }

  private static CsvLayout csv(Section table) {
    char delimiter = table.optionalText("delimiter", "\",\"").map(text -> delimiter(table, text)).orElse(',');
    List<String> missing = table.optional("missing").map(node -> table.texts("missing", node, "[NA]")).orElse(List.of());
    if (missing.size() > MAX_MISSING_TEXTS) {
      table.problem("missing", "lists " + missing.size() + " texts; at most " + MAX_MISSING_TEXTS);
    }
    String decimal = table.optionalText("decimal", "\",\"").orElse(".");
    if (!decimal.equals(".") && !decimal.equals(",")) {
      table.problem("decimal", "got " + Words.shown(decimal) + "; write \".\" or \",\"");
    }
    Optional<DateFormat> dates = table.choice("date_format", dateFormats(), Optional.of(DateFormat.YEAR_FIRST));
    return new CsvLayout(delimiter, missing, decimal.equals(","), dates.orElse(DateFormat.YEAR_FIRST));
  }

  private static Map<String, DateFormat> dateFormats() {
    Map<String, DateFormat> formats = new LinkedHashMap<>();
    for (DateFormat format : DateFormat.values()) {
      formats.put(format.label(), format);
    }
    return formats;
  }

  private static void requireNothingOfCsv(Section table) {
    if (table.has("missing")) {
      table.problem("missing", "a Parquet file knows which values are missing; only CSV files have texts for it");
    }
    for (String key : List.of("decimal", "date_format")) {
      if (table.has(key)) {
        table.problem(key, "a Parquet file has numbers and dates; only CSV files spell them");
      }
    }
  }

  private static char delimiter(Section table, String text) {
    if (text.length() != 1 || !CsvLayout.isDelimiter(text.charAt(0))) {
      table.problem("delimiter", "got " + Words.shown(text) + "; write one character, such as \",\" or \";\" or \"\\t\"");
      return ',';
    }
    return text.charAt(0);
  }

  private static Optional<Format> format(Section table, List<Path> files) {
    Map<String, Format> formats = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      formats.put(Words.plain(format), format);
    }
    if (table.has("format")) {
      return table.choice("format", formats, Optional.empty());
    }
    List<Format> byEnding = files.stream().flatMap(file -> byEnding(file).stream()).distinct().toList();
    boolean all = files.stream().allMatch(file -> byEnding(file).isPresent());
    if (all && byEnding.size() == 1) {
      return Optional.of(byEnding.get(0));
    }
    if (!files.isEmpty()) {
      table.problem("path", "the ending does not tell the format; end in .csv or .parquet, or write \"format: csv\"");
    }
    return Optional.empty();
  }

  private static Optional<Format> byEnding(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
      return Optional.of(Format.CSV);
    }
    return name.endsWith(".parquet") ? Optional.of(Format.PARQUET) : Optional.empty();
  }

  private Optional<DatabaseTable> databaseTable(String name, Section table) {
    Optional<String> source = table.text("table", "public." + name);
    Optional<String> patientId = table.text("patient_id", "person_id");
    Optional<Map<String, String>> columns = table.section("columns", "{code: icd10}").map(DataSection::columns);
    Map<String, String> identifiers = identifiers(table, columns.orElse(Map.of()));
    if (source.isEmpty() || patientId.isEmpty() || columns.isEmpty()) {
      return Optional.empty();
    }
    int dot = source.get().indexOf('.');
    Optional<String> schema = dot < 0 ? Optional.empty() : Optional.of(source.get().substring(0, dot));
    String plain = source.get().substring(dot + 1);
    if (plain.isEmpty() || schema.filter(String::isEmpty).isPresent()) {
      table.problem("table", "got " + Words.shown(source.get()) + "; write \"schema.table\" or \"table\"");
      return Optional.empty();
    }
    return Optional.of(new DatabaseTable(schema, plain, patientId.get(), columns.get(), identifiers));
  }

  private static Map<String, String> identifiers(Section table, Map<String, String> columns) {
    Map<String, String> identifiers = table.optionalSection("identifiers").map(DataSection::columns).orElse(Map.of());
    identifiers.keySet().stream().filter(columns::containsKey).forEach(common ->
        table.problem("identifiers", common + " stands among the columns, too; write it in one place"));
    return identifiers;
  }

  private static Map<String, String> columns(Section section) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String common : section.keys()) {
      Names.problem("columns", common).ifPresent(problem -> section.problems().add(section.line(common), problem));
      section.text(common, common).ifPresent(source -> columns.put(common, source));
    }
    return columns;
  }
}
