package org.jointly.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.aggregate.RowDecoder;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.BinnedCounts;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatients;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.aggregate.LocalAggregation.Moments;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.And;
import org.jointly.protocols.query.Predicate.Compare;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.protocols.query.Predicate.Everyone;
import org.jointly.protocols.query.Predicate.IsMissing;
import org.jointly.protocols.query.Predicate.Not;
import org.jointly.protocols.query.Predicate.Or;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.data.DataSettings.DateFormat;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.jointly.runtime.data.DataSettings.Format;
import org.jointly.runtime.fault.DataFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only files can do: hold values of no type, be malformed, vanish. */
class DuckDbFilesTest {
  private static final Predicate ADULT = new Compare("value", Comparison.AT_LEAST, new Literal.Number(BigDecimal.valueOf(18)));

  @TempDir Path folder;
  private DuckDbRecordSource source;

  @AfterEach
  void close() {
    if (source != null) {
      source.close();
    }
  }

  private Path file(String name, String... lines) {
    try {
      return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private DuckDbRecordSource open(FileTable table) {
    source = DuckDbRecordSource.open(DuckDbCsvTest.settings(Map.of("t", table)));
    return source;
  }

  private DuckDbRecordSource csv(String... lines) {
    return open(FileTable.csv(file("t.csv", lines), "id"));
  }

  private long patients(Predicate where) {
    return source.aggregate(new DistinctPatients(100), new Cohort("t", where)).block("patients").longAt(0);
  }

  private DataFailure failure(Predicate where) {
    return catchThrowableOfType(DataFailure.class, () -> patients(where));
  }

  private static Predicate kind(String kind) {
    return new Compare("kind", Comparison.EQUAL, new Literal.Text(kind));
  }

  @Test
  void comparison_withAValueThatIsNoNumber_namesTheColumnAndNoValue() {
    csv("id,kind,value", "1,age,17", "2,age,secret", "3,age,40");

    assertThat(failure(ADULT)).hasMessageContaining("table t, column value").hasMessageContaining("not a number")
        .hasMessageNotContaining("secret");
    assertThat(failure(new Not(ADULT))).hasMessageContaining("column value");
  }

  @Test
  void comparison_ofRowsThatOtherConditionsExclude_doesNotStumble() {
    csv("id,kind,value", "1,age,17", "2,name,secret", "3,age,40", "4,age,");

    assertThat(patients(new And(List.of(kind("age"), ADULT)))).isEqualTo(1);
    assertThat(patients(new Or(List.of(kind("name"), ADULT)))).isEqualTo(2);
    assertThat(patients(new Not(new And(List.of(kind("age"), ADULT))))).isEqualTo(3);
    assertThat(patients(new And(List.of(kind("age"), new Not(ADULT))))).isEqualTo(2);
    assertThat(failure(new And(List.of(ADULT, kind("age"))))).as("read from left to right").isNotNull();
  }

  @Test
  void comparison_withTwoColumnsOfWhichOneIsBad_namesThatOne() {
    csv("id,kind,value,size", "1,age,17,5", "2,age,18,tall");
    Predicate tall = new Compare("size", Comparison.GREATER, new Literal.Number(BigDecimal.ONE));

    assertThat(failure(new And(List.of(ADULT, tall)))).hasMessageContaining("column size");
  }

  @Test
  void comparisons_thatMayFail_areLimited() {
    csv("id,value", "1,17");

    assertThat(failure(new Or(Collections.nCopies(101, ADULT)))).hasMessageContaining("more than 100 comparisons");
  }

  @Test
  void numbers_areWhatPeopleWriteAndNothingElse() {
    for (String good : List.of("18", " 18 ", "+18.0", "1.8e1", "18.", "0018", "180E-1")) {
      csv("id,value", "1," + good);
      assertThat(patients(new Compare("value", Comparison.EQUAL, new Literal.Number(BigDecimal.valueOf(18))))).as(good).isEqualTo(1);
      source.close();
    }
    for (String bad : List.of("1_8", "0x12", "NaN", "inf", "Infinity", "1e4000", "18 years", "1.8.0", "\"1,8\"", "--1", "e5", ".", "true")) {
      csv("id,value", "1," + bad);
      assertThat(failure(ADULT)).as(bad).isNotNull();
      assertThatThrownBy(() -> aggregate(new Moments("value", 0, BigDecimal.ZERO, BigDecimal.TEN, 100)))
          .as(bad).isInstanceOf(DataFailure.class).hasMessageContaining("column value").hasMessageContaining("not a number");
      assertThatThrownBy(() -> aggregate(new BinnedCounts("value", List.of(BigDecimal.ONE), 100)))
          .as(bad).isInstanceOf(DataFailure.class).hasMessageContaining("column value").hasMessageContaining("not a number");
      source.close();
    }
  }

  private BigInteger aggregate(LocalAggregation what) {
    return source.aggregate(what, new Cohort("t", new Everyone())).block(what.blocks().get(0).name()).at(0);
  }

  @Test
  void moments_ofLongDecimals_loseNothing() {
    csv("id,value", "1,0.1", "2,0.2", "3,1234567890.123456789", "4,-1e-9");
    Moments what = new Moments("value", 9, new BigDecimal("-1"), new BigDecimal("1e10"), 100);

    assertThat(source.aggregate(what, new Cohort("t", new Everyone())).block("sum").at(0))
        .isEqualTo(new BigInteger("1234567890423456788"));
  }

  @Test
  void moments_thatNoVectorHolds_areAFailure() {
    csv("id,value", "1,1e30");

    assertThatThrownBy(() -> aggregate(new Moments("value", 10, BigDecimal.ZERO, new BigDecimal("1e31"), 100)))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column value").hasMessageContaining("decimals");
  }

  @Test
  void days_mayHaveATimeBehindThem_andMustExist() {
    csv("id,value", "1,2020-02-29", "2,2020-03-01T10:00:00Z", "3,2020-03-02 23:59", "4,");
    Predicate before = new Compare("value", Comparison.LESS, new Literal.Day(LocalDate.of(2020, 3, 2)));
    assertThat(patients(before)).isEqualTo(2);
    source.close();

    for (String bad : List.of("2021-02-29", "29.02.2020", "2020/03/01", "20200301", "2020-3-1", "today")) {
      csv("id,value", "1," + bad);
      assertThat(failure(before)).as(bad).hasMessageContaining("not a date");
      source.close();
    }
  }

  @Test
  void fields_inQuotes_mayHoldAnything() {
    csv("id,\"va\"\"lue\",note", "1,\"a,\"\"b\"\"\",x", "# 2,c,\"two", "lines\"", "3,\"\",''");
    source.close();
    open(new FileTable(List.of(folder.resolve("t.csv")), Format.CSV, "id", Optional.of(Map.of("value", "va\"lue", "note", "note")), CsvLayout.PLAIN));

    assertThat(source.check()).isEmpty();
    assertThat(patients(new Everyone())).as("# begins no comment").isEqualTo(3);
    assertThat(patients(new Compare("value", Comparison.EQUAL, new Literal.Text("a,\"b\"")))).isEqualTo(1);
    assertThat(patients(new Compare("note", Comparison.EQUAL, new Literal.Text("two\nlines")))).isEqualTo(1);
    assertThat(patients(new IsMissing("value"))).as("empty in quotes is missing too").isEqualTo(1);
  }

  @Test
  void columns_ofTheSource_mayBeCalledAnything() {
    Path csv = file("t.csv", "id,\"x\"\" FROM y; --\",patient,cell", "1,a,b,c");
    open(new FileTable(List.of(csv), Format.CSV, "id", Optional.of(Map.of("x", "x\" FROM y; --", "patient", "patient", "cell", "cell")), CsvLayout.PLAIN));

    assertThat(patients(new Compare("x", Comparison.EQUAL, new Literal.Text("a")))).isEqualTo(1);
    assertThat(patients(new Compare("patient", Comparison.EQUAL, new Literal.Text("b")))).isEqualTo(1);
    assertThat(patients(new Compare("cell", Comparison.EQUAL, new Literal.Text("c")))).isEqualTo(1);
  }

  @Test
  void identifiers_areReadAsHashesAndAskedForByNobody() {
    Path csv = file("t.csv", "id,kvnr,value", "1,A-1,17", "2,,18");
    open(new FileTable(List.of(csv), Format.CSV, "id", Optional.empty(), Map.of("insurance_number", "kvnr"), CsvLayout.PLAIN));
    RowColumn.Hashed hashed = new RowColumn.Hashed("insurance_number");
    Cohort all = new Cohort("t", new Everyone());
    LinkageKey key = LinkageKey.insecureKnownToAll();

    assertThat(source.check()).isEmpty();
    RowValues values = source.rows(List.of(hashed), all, key).values(hashed);
    assertThat(values.at(0)).isEqualTo(RowDecoder.of(hashed, key).decode("a1"));
    assertThat(values.isMissing(1)).isTrue();
    String why = "table t, column insurance_number identifies people at this site, and is read as a hash only";
    assertThatThrownBy(() -> source.rows(List.of(new RowColumn.Text("insurance_number")), all, key))
        .isInstanceOf(DataFailure.class).hasMessage(why);
    assertThatThrownBy(() -> patients(new Compare("insurance_number", Comparison.EQUAL, new Literal.Text("A-1"))))
        .isInstanceOf(DataFailure.class).hasMessage(why);
    LocalAggregation asText = new LocalAggregation.OfRows(List.of(new RowColumn.Text("insurance_number")), List.of(), rows -> null);
    assertThatThrownBy(() -> source.requireMapped(all, asText)).isInstanceOf(DataFailure.class).hasMessage(why);
    assertThatThrownBy(() -> patients(new IsMissing("insurance_number"))).isInstanceOf(DataFailure.class).hasMessage(why);
    assertThatThrownBy(() -> patients(new Compare("kvnr", Comparison.EQUAL, new Literal.Text("A-1"))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("has no column kvnr");
  }

  /** DuckDB would call the second one kvnr_1: a column like others, and no longer an identifier. */
  @Test
  void columns_ofOneName_areAProblem_unlessNobodyAsksForThem() {
    Path csv = file("t.csv", "id,kvnr,value,KVNR,,", "1,A-1,17,A-1,,");
    open(new FileTable(List.of(csv), Format.CSV, "id", Optional.empty(), Map.of("insurance_number", "kvnr"), CsvLayout.PLAIN));
    assertThat(source.check()).first().asString().startsWith("table t: more than one column is called \"kvnr\"").contains("t.csv");
    assertThatThrownBy(() -> patients(new Everyone())).isInstanceOf(DataFailure.class);
    source.close();

    open(new FileTable(List.of(csv), Format.CSV, "id", Optional.of(Map.of("value", "value")), CsvLayout.PLAIN));
    assertThat(source.check()).isEmpty();
    assertThat(patients(ADULT)).isZero();
  }

  @Test
  void files_thatDoNotFitTogether_areExplained() {
    Path one = file("one.csv", "id,value,size", "1,17,5");
    Path reordered = file("two.csv", "id,size,value", "2,5,19");
    Path other = file("three.csv", "id,value,weight", "3,20,5");

    open(new FileTable(List.of(one, reordered), Format.CSV, "id", Optional.empty(), CsvLayout.PLAIN));
    assertThat(patients(ADULT)).as("columns go by their names").isEqualTo(1);
    source.close();
    open(new FileTable(List.of(one, other), Format.CSV, "id", Optional.empty(), CsvLayout.PLAIN));
    assertThat(source.check()).singleElement().asString().contains("its files do not have the same columns");
    source.close();
    open(FileTable.csv(file("semicolons.csv", "id;value", "1;17"), "id"));
    assertThat(source.check()).anySatisfy(problem -> assertThat(problem).contains("delimiter: \";\""));
  }

  @Test
  void files_mayBeManyZippedOrSeparatedOtherwise() throws IOException {
    file("a-1.csv", "id;value", "1;17");
    file("a-2.csv", "id;value", "2;18", "1;19");
    open(new FileTable(List.of(folder.resolve("a-*.csv")), Format.CSV, "id", Optional.empty(), new CsvLayout(';', List.of())));
    assertThat(patients(ADULT)).isEqualTo(2);
    source.close();

    Path zipped = folder.resolve("o'clock.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("id,value\n1,20\n".getBytes(StandardCharsets.UTF_8));
    }
    open(FileTable.csv(zipped, "id"));
    assertThat(patients(ADULT)).isEqualTo(1);
  }

  @Test
  void texts_thatStandForNoValue_areMissing_andNothingElseIs() {
    Path csv = file("t.csv", "id,value", "1,NA", "2,\"NA\"", "3,it's unknown", "4,", "5,na", "6,NA 1");
    List<String> missing = List.of("NA", "it's unknown");
    open(FileTable.csv(csv, "id", new CsvLayout(',', missing)));
    assertThat(patients(new IsMissing("value"))).isEqualTo(4);
    assertThat(patients(new Compare("value", Comparison.EQUAL, new Literal.Text("na")))).isEqualTo(1);
    source.close();

    open(FileTable.csv(csv, "id"));
    assertThat(patients(new IsMissing("value"))).isEqualTo(1);
    source.close();

    open(FileTable.csv(file("t.csv", "id,value", "NA,20"), "id", new CsvLayout(',', missing)));
    assertThat(failure(ADULT)).as("a patient is somebody").hasMessageContaining("patient");
  }

  /** Exports of databases pad; people type blanks. A code would be another code, a patient another patient. */
  @Test
  void blanks_aroundValues_areNoneOfThem_countedInTheDatabaseOrInRows() {
    Path csv = file("t.csv", "id , kind,value", "1,E75.2 ,20", "1 ,\"E75.2  \", 21", "2,\u00a0E75.2\u2003,NA ", "3,E 75.2, ", "4,\" \",  2020-01-02 ");
    open(FileTable.csv(csv, "id", new CsvLayout(',', List.of(" NA"))));
    Cohort all = new Cohort("t", new Everyone());
    LocalAggregation byCode = new DistinctPatientsByCode("kind", List.of("E75.2", "E 75.2"), LocalAggregation.CodeMatch.EXACT, 100);

    assertThat(source.aggregate(byCode, all).block("patients").longAt(0)).isEqualTo(2);
    assertThat(source.aggregate(byCode, all).block("patients").longAt(1)).isEqualTo(1);
    assertThat(patients(kind("E75.2"))).isEqualTo(2);
    assertThat(patients(new IsMissing("kind"))).isEqualTo(1);
    assertThat(patients(new IsMissing("value"))).isEqualTo(2);
    RowColumn.Text kinds = new RowColumn.Text("kind");
    assertThat(IntStream.of(0, 1, 2, 3).mapToObj(rows(kinds)::textAt)).containsExactly("E75.2", "E75.2", "E75.2", "E 75.2");
    Predicate date = new Compare("value", Comparison.EQUAL, new Literal.Day(LocalDate.of(2020, 1, 2)));
    assertThat(patients(new And(List.of(new Not(kind("E75.2")), date)))).isEqualTo(1);
  }

  private RowValues rows(RowColumn column) {
    return source.rows(List.of(column), new Cohort("t", new Everyone()), LinkageKey.insecureKnownToAll()).values(column);
  }

  private DuckDbRecordSource german(String... lines) {
    return open(FileTable.csv(file("t.csv", lines), "id", new CsvLayout(';', List.of("k.A."), true, DateFormat.POINTS)));
  }

  @Test
  void decimalCommas_areReadWhereTheSiteSaysSo() {
    german("id;value", "1;72,5", "2; -0,25 ", "3;80", "4;1,5e1", "5;,5", "6;k.A.");
    RowColumn.Number number = new RowColumn.Number("value", new BigDecimal("-100"), new BigDecimal("100"), 2, false);

    assertThat(aggregate(new Moments("value", 2, new BigDecimal("-100"), new BigDecimal("100"), 100))).isEqualTo(5);
    assertThat(source.aggregate(new Moments("value", 2, new BigDecimal("-100"), new BigDecimal("100"), 100), new Cohort("t", new Everyone()))
        .block("sum").longAt(0)).isEqualTo(16775);
    assertThat(patients(new Compare("value", Comparison.EQUAL, new Literal.Number(new BigDecimal("72.5"))))).isEqualTo(1);
    assertThat(source.aggregate(new BinnedCounts("value", List.of(BigDecimal.ZERO, BigDecimal.TEN), 100), new Cohort("t", new Everyone()))
        .block("bins").longAt(1)).isEqualTo(1);
    assertThat(rows(number).at(0)).isEqualTo(7250);
    assertThat(rows(number).at(1)).isEqualTo(-25);
    assertThat(rows(number).isMissing(5)).isTrue();
  }

  @Test
  void decimalPoints_whereTheSiteSaysComma_areNoNumbers() {
    for (String bad : List.of("72.5", "1.234", "1.234,5", "1,234,5", "1 234,5")) {
      german("id;value", "1;" + bad);
      assertThat(failure(ADULT)).as(bad).hasMessageContaining("not a number");
      assertThatThrownBy(() -> aggregate(new Moments("value", 3, BigDecimal.ZERO, BigDecimal.valueOf(2000), 100)))
          .as(bad).isInstanceOf(DataFailure.class).hasMessageContaining("not a number");
      assertThatThrownBy(() -> rows(new RowColumn.Number("value", BigDecimal.ZERO, BigDecimal.valueOf(2000), 3, false)))
          .as(bad).isInstanceOf(DataFailure.class).hasMessageContaining("not a number");
      source.close();
    }
  }

  @Test
  void texts_whereTheSiteSaysComma_staySpeltAsTheyAre_butCategoriesThatAreNumbers() {
    german("id;value", "1;E75.2", "2;a,b", "3;0,5");

    assertThat(patients(new Compare("value", Comparison.EQUAL, new Literal.Text("E75.2")))).isEqualTo(1);
    assertThat(patients(new Compare("value", Comparison.EQUAL, new Literal.Text("0,5")))).isEqualTo(1);
    assertThat(IntStream.of(0, 1, 2).mapToObj(rows(new RowColumn.Text("value"))::textAt)).containsExactly("E75.2", "a,b", "0,5");
    RowValues categories = rows(new RowColumn.Category("value", List.of("a,b", "0.5", "E75.2")));
    assertThat(List.of(categories.at(0), categories.at(1), categories.at(2))).containsExactly(2L, 0L, 1L);
  }

  @Test
  void dates_areReadAsTheSiteWritesThem_orYearFirst_andMustExist() {
    Map<DateFormat, List<String>> good = Map.of(
        DateFormat.POINTS, List.of("03.02.2025", "3.2.2025", "03.02.2025 23:59", "2025-02-03"),
        DateFormat.SLASHES, List.of("03/02/2025", "3/2/2025", "2025-02-03"),
        DateFormat.MONTH_FIRST, List.of("02/03/2025", "2/3/2025", "2025-02-03T10:00:00Z"),
        DateFormat.DIGITS, List.of("20250203", "2025-02-03"),
        DateFormat.YEAR_FIRST, List.of("2025-02-03"));
    Map<DateFormat, List<String>> bad = Map.of(
        DateFormat.POINTS, List.of("31.02.2025", "03.02.25", "03/02/2025", "03.02.2025x", "13.13.2025", "2025-02-30", "20250203"),
        DateFormat.SLASHES, List.of("12/31/2025", "03.02.2025"),
        DateFormat.MONTH_FIRST, List.of("31/12/2025", "3/2/25"),
        DateFormat.DIGITS, List.of("20250230", "250203", "03.02.2025"),
        DateFormat.YEAR_FIRST, List.of("03.02.2025"));
    Predicate thatDay = new Compare("value", Comparison.EQUAL, new Literal.Day(LocalDate.of(2025, 2, 3)));
    RowColumn.Day day = new RowColumn.Day("value", LocalDate.of(2000, 1, 1), LocalDate.of(2030, 1, 1));

    good.forEach((format, dates) -> dates.forEach(date -> {
      open(FileTable.csv(file("t.csv", "id,value", "1," + date), "id", new CsvLayout(',', List.of(), false, format)));
      assertThat(patients(thatDay)).as(format + " " + date).isEqualTo(1);
      assertThat(rows(day).at(0)).as(format + " " + date).isEqualTo(LocalDate.of(2025, 2, 3).toEpochDay());
      source.close();
    }));
    bad.forEach((format, dates) -> dates.forEach(date -> {
      open(FileTable.csv(file("t.csv", "id,value", "1," + date), "id", new CsvLayout(',', List.of(), false, format)));
      assertThat(failure(thatDay)).as(format + " " + date).hasMessageContaining("not a date");
      assertThatThrownBy(() -> rows(day)).as(format + " " + date).isInstanceOf(DataFailure.class).hasMessageContaining("not a date");
      source.close();
    }));
  }

  @Test
  void file_thatChanges_isSeenAsItIsNow() {
    csv("id,value", "1,20");
    assertThat(patients(ADULT)).isEqualTo(1);

    file("t.csv", "id,value", "1,20", "2,30");
    assertThat(patients(ADULT)).isEqualTo(2);
  }

  @Test
  void file_thatVanishes_isAFailureThatNamesTheTableOnly() throws IOException {
    csv("id,value", "1,20");
    Files.delete(folder.resolve("t.csv"));

    assertThat(failure(ADULT)).hasMessageContaining("table t could not be read").hasMessageNotContaining(folder.toString());
    assertThat(source.check()).singleElement().asString().contains("t.csv");
  }

  @Test
  void file_withoutRows_countsNobody() {
    csv("id,value");

    assertThat(source.check()).isEmpty();
    assertThat(patients(ADULT)).isZero();
  }

  @Test
  void table_thatCannotBeOpened_isReportedInFullByCheckAndInBriefToOthers() {
    Path odd = file("a{b}.csv", "id");
    Path columns = file("c.csv", "person,age", "1,2");
    FileTable mapped = new FileTable(List.of(columns), Format.CSV, "id", Optional.of(Map.of("x", "y", "z", "age")), CsvLayout.PLAIN);
    source = DuckDbRecordSource.open(DuckDbCsvTest.settings(Map.of(
        "absent", FileTable.csv(folder.resolve("absent.csv"), "id"),
        "none", FileTable.csv(folder.resolve("no-*.csv"), "id"),
        "folder", FileTable.csv(folder, "id"),
        "odd", FileTable.csv(odd, "id"),
        "mapped", mapped,
        "empty", FileTable.csv(file("e.csv"), "id"),
        "good", FileTable.csv(file("g.csv", "id", "1"), "id"),
        "parquet", new FileTable(List.of(columns), Format.PARQUET, "id", Optional.empty(), CsvLayout.PLAIN))));

    assertThat(source.check())
        .anySatisfy(problem -> assertThat(problem).contains("absent.csv does not exist"))
        .anySatisfy(problem -> assertThat(problem).contains("no file matches").contains("no-*.csv"))
        .anySatisfy(problem -> assertThat(problem).contains(folder + " does not exist, or is not a file"))
        .anySatisfy(problem -> assertThat(problem).contains("a{b}.csv").contains("rename"))
        .anySatisfy(problem -> assertThat(problem).contains("table mapped: no column \"id\" (patient_id)"))
        .anySatisfy(problem -> assertThat(problem).contains("table mapped: no column \"y\" (for x)"))
        .anySatisfy(problem -> assertThat(problem).contains("its columns are person, age"))
        .anySatisfy(problem -> assertThat(problem).startsWith("table parquet: cannot be read").contains("c.csv"))
        .noneSatisfy(problem -> assertThat(problem).contains("good"));
    for (String table : List.of("absent", "mapped", "parquet")) {
      assertThatThrownBy(() -> source.aggregate(new DistinctPatients(1), new Cohort(table, new Everyone())))
          .isInstanceOf(DataFailure.class).hasMessageContaining("table " + table + " cannot be opened").hasMessageNotContaining(folder.toString());
    }
    assertThat(source.aggregate(new DistinctPatients(1), new Cohort("good", new Everyone())).block("patients").longAt(0)).isEqualTo(1);
  }

  @Test
  void lines_thatAreMalformed_areNamedByCheckWithoutTheirContent() throws IOException {
    String[] good = IntStream.range(0, 5000).mapToObj(i -> i + ",20").toArray(String[]::new);
    file("t.csv", "id,value", String.join("\n", good), "secret-patient,1,2,3");
    open(FileTable.csv(folder.resolve("t.csv"), "id"));
    assertThat(source.check()).singleElement().asString().contains("t.csv").contains("field").doesNotContain("secret-patient");
    assertThat(failure(new Everyone())).hasMessageNotContaining("secret-patient");
    source.close();

    file("t.csv", "id,value", "secret-patient");
    open(FileTable.csv(folder.resolve("t.csv"), "id"));
    assertThat(source.check()).isNotEmpty().allSatisfy(problem -> assertThat(problem).doesNotContain("secret-patient"));
    source.close();

    Files.write(folder.resolve("t.csv"), "id,value\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    open(FileTable.csv(folder.resolve("t.csv"), "id"));
    assertThat(source.check()).singleElement().asString().contains("UTF-8");
  }

  @Test
  void fields_withSemicolonsInBetween_areToldOf() throws IOException {
    String hint = "looks like fields with \";\" in between: say so in the node's file (delimiter: \";\"; rehearse --delimiter \";\"), or save it with commas";
    file("t.csv", "id;weight", "1;72", "2;80");
    open(FileTable.csv(folder.resolve("t.csv"), "id"));
    assertThat(source.check()).anySatisfy(problem -> assertThat(problem).contains("its columns are id;weight").contains(hint));
    source.close();

    file("t.csv", "id;weight;height", "1;72,5;170,1", "2;80;NA");
    open(FileTable.csv(folder.resolve("t.csv"), "id"));
    assertThat(source.check()).singleElement().asString().contains(hint).contains("72,5, say decimal: \",\"").doesNotContain("2;80").doesNotContain("170,1");
    source.close();

    file("t.csv", "id,weight", "1,2,3;4;5;6");
    open(FileTable.csv(folder.resolve("t.csv"), "id"));
    assertThat(source.check()).isNotEmpty().allSatisfy(problem -> assertThat(problem).doesNotContain("in between"));
  }

  @Test
  void rows_withoutPatient_areCountedByCheck() {
    csv("id,value", "1,2", ",3", "\"\",4");

    assertThat(source.check()).containsExactly("table t: rows without a patient identifier: 2");
  }

  @Test
  void database_mayReadItsFilesAndNothingElse() {
    Path other = file("other.csv", "id", "1");
    csv("id,value", "1,2");

    for (String attempt : List.of(
        "SELECT * FROM read_csv('" + other + "')",
        "SELECT * FROM read_text('" + other + "')",
        "COPY (SELECT 1) TO '" + folder.resolve("out.csv") + "'",
        "ATTACH '" + folder.resolve("x.db") + "'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access=true",
        "SET allowed_paths=['" + other + "']",
        "SET memory_limit='100GB'")) {
      assertThatThrownBy(() -> {
        try (var connection = source.connect()) {
          source.run(connection, Sql.of(attempt), Optional.empty(), result -> {});
        }
      }).as(attempt).isInstanceOf(SQLException.class);
    }
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  /** A process that is killed would leave it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void library_thatTheDriverUnpacked_isDeletedOnceItIsLoaded() throws IOException {
    csv("id,value", "1,2");

    assertThat(UnpackedLibrary.loaded()).isNotEmpty().allSatisfy(library -> assertThat(library).doesNotExist());
    assertThat(patients(new Everyone())).isEqualTo(1);
  }

  @Test
  void question_thatTakesTooLong_isStopped() {
    csv("id,value", "1,2");
    source.close();
    source = DuckDbRecordSource.open(new DataSettings.DuckDb(
        Map.of("t", FileTable.csv(folder.resolve("t.csv"), "id")), 512, 2, Duration.ofSeconds(1)));

    assertThatThrownBy(() -> {
      try (var connection = source.connect()) {
        source.run(connection, Sql.of("SELECT count(*) FROM range(1000000000000) t(i) WHERE hash(i) % 7 = 1"), Optional.empty(), result -> result.next());
      }
    }).isInstanceOfSatisfying(SQLException.class, e -> assertThat(source.failure("t", e)).hasMessageContaining("took too long"));
    assertThat(patients(new Everyone())).as("the next question works").isEqualTo(1);
  }

  @Test
  void questions_inParallel_doNotDisturbEachOther() throws Exception {
    csv("id,value", "1,20", "2,30", "3,10");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Long>> questions = IntStream.range(0, 40).<Callable<Long>>mapToObj(i -> () -> patients(i % 2 == 0 ? ADULT : new Everyone())).toList();
      List<Future<Long>> answers = threads.invokeAll(questions);

      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? 2 : 3);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
