package org.jointly.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.BinnedCounts;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatients;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.aggregate.LocalAggregation.Moments;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowDecoder;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.And;
import org.jointly.protocols.query.Predicate.Between;
import org.jointly.protocols.query.Predicate.Compare;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.protocols.query.Predicate.Everyone;
import org.jointly.protocols.query.Predicate.In;
import org.jointly.protocols.query.Predicate.IsMissing;
import org.jointly.protocols.query.Predicate.Not;
import org.jointly.protocols.query.Predicate.Or;
import org.jointly.protocols.query.Predicate.StartsWith;
import org.jointly.runtime.fault.DataFailure;
import org.junit.jupiter.api.Test;

/** What every source must do alike. Subclasses put the same rows into their own kind of storage. */
abstract class RecordSourceConformance {
  private static final long LARGEST = 1000;

  /** Of table diagnoses: types as SQL names that DuckDB and PostgreSQL share. */
  static final List<String> COLUMNS = List.of("person", "age", "code", "status", "onset", "weight", "alive", "state");

  static final List<String> TYPES =
      List.of("VARCHAR", "INTEGER", "VARCHAR", "VARCHAR", "DATE", "DOUBLE PRECISION", "BOOLEAN", "VARCHAR");

  /** Empty is missing. The last column is called as SQL of ours calls something. */
  static final List<List<String>> ROWS =
      List.of(
          List.of("p1", "10", "E75.2", "alive", "2010-01-01", "70.5", "true", "x"),
          List.of("p1", "10", "E75.2", "alive", "2015-06-30", "70.5", "true", "x"),
          List.of("p1", "11", "E76.1", "dead", "2020-12-31", "0.125", "false", ""),
          List.of("p2", "18", "E75.2", "", "2021-01-01", "-3.25", "true", "y"),
          List.of("p3", "", "007.0", "o'brien", "", "", "", "y"),
          List.of("p4", "90", "1234", "50%_\"x\"; DROP TABLE diagnoses; --", "1999-12-31", "1e2", "false", "x"),
          List.of("p5", "40", "", "unknown", "2000-02-29", "0.1", "true", ""));

  private static final LinkageKey KEY = LinkageKey.insecureKnownToAll();

  /** A source with {@link #ROWS} as table diagnoses, and {@link #nobody} as table nobody. */
  abstract RecordSource source();

  /** Table nobody: a row without a patient (code "C") beside one with ("D"). */
  static final List<List<String>> NOBODY =
      List.of(List.of("", "1", "C", "", "", "", "", ""), List.of("p9", "2", "D", "", "", "", "", ""));

  private LocalAggregate aggregate(LocalAggregation what, Cohort cohort) {
    return new CohortRows(source(), cohort, KEY).apply(what);
  }

  private long patients(Predicate where) {
    return count(new DistinctPatients(LARGEST), where, "patients").at(0).longValueExact();
  }

  private org.jointly.protocols.integer.IntegerVector count(LocalAggregation what, Predicate where, String block) {
    LocalAggregate aggregate = aggregate(what, new Cohort("diagnoses", where));
    assertThat(aggregate.misfits(what.blocks())).isEmpty();
    return aggregate.block(block);
  }

  private static Literal number(String value) {
    return new Literal.Number(new BigDecimal(value));
  }

  private static Literal text(String value) {
    return new Literal.Text(value);
  }

  private static Literal day(String value) {
    return new Literal.Day(LocalDate.parse(value));
  }

  private static Predicate compare(String column, Comparison comparison, Literal literal) {
    return new Compare(column, comparison, literal);
  }

  @Test
  void distinctPatients_ofEveryone_countsEachPatientOnce() {
    assertThat(patients(new Everyone())).isEqualTo(5);
  }

  @Test
  void compare_withNumbers_comparesAsNumbers() {
    assertThat(patients(compare("age", Comparison.AT_LEAST, number("18")))).isEqualTo(3);
    assertThat(patients(compare("age", Comparison.GREATER, number("18.0")))).isEqualTo(2);
    assertThat(patients(compare("age", Comparison.LESS, number("9e0")))).isZero();
    assertThat(patients(compare("age", Comparison.AT_MOST, number("10")))).isEqualTo(1);
    assertThat(patients(compare("age", Comparison.NOT_EQUAL, number("10")))).isEqualTo(4);
    assertThat(patients(compare("weight", Comparison.EQUAL, number("0.1")))).isEqualTo(1);
  }

  @Test
  void compare_withDates_comparesAsDates() {
    assertThat(patients(compare("onset", Comparison.LESS, day("2010-01-01")))).isEqualTo(2);
    assertThat(patients(new Between("onset", day("2010-01-01"), day("2020-12-31")))).isEqualTo(1);
    assertThat(patients(compare("onset", Comparison.EQUAL, day("2000-02-29")))).isEqualTo(1);
  }

  @Test
  void compare_withText_comparesLetterForLetter() {
    assertThat(patients(compare("status", Comparison.EQUAL, text("alive")))).isEqualTo(1);
    assertThat(patients(compare("status", Comparison.EQUAL, text("Alive")))).isZero();
    assertThat(patients(compare("code", Comparison.EQUAL, text("007.0")))).isEqualTo(1);
    assertThat(patients(compare("code", Comparison.EQUAL, text("7")))).isZero();
    assertThat(patients(compare("code", Comparison.EQUAL, text("1234")))).isEqualTo(1);
    assertThat(patients(compare("age", Comparison.EQUAL, text("18")))).isEqualTo(1);
    assertThat(patients(compare("status", Comparison.LESS, text("a")))).as("digits come before letters").isEqualTo(1);
    assertThat(patients(compare("status", Comparison.GREATER, text("Z")))).as("capitals before small letters").isEqualTo(3);
  }

  @Test
  void compare_withFlags_comparesAsFlags() {
    assertThat(patients(compare("alive", Comparison.EQUAL, new Literal.Flag(true)))).isEqualTo(3);
    assertThat(patients(compare("alive", Comparison.NOT_EQUAL, new Literal.Flag(true)))).isEqualTo(2);
    assertThatThrownBy(() -> patients(compare("alive", Comparison.LESS, new Literal.Flag(true))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("alive").hasMessageContaining("no order");
  }

  @Test
  void in_withSeveral_holdsForAnyOfThem() {
    assertThat(patients(new In("status", List.of(text("alive"), text("unknown"))))).isEqualTo(2);
    assertThat(patients(new In("age", List.of(number("18"), number("90.0"))))).isEqualTo(2);
    assertThat(patients(new In("age", List.of()))).isZero();
    assertThatThrownBy(() -> patients(new In("age", List.of(number("18"), text("x")))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("age").hasMessageContaining("alike");
  }

  @Test
  void missing_holdsForEmptyFieldsOnly() {
    assertThat(patients(new IsMissing("age"))).isEqualTo(1);
    assertThat(patients(new Not(new IsMissing("age")))).isEqualTo(4);
  }

  @Test
  void not_isTheComplement_missingValuesIncluded() {
    assertThat(patients(new Not(compare("age", Comparison.AT_LEAST, number("18"))))).isEqualTo(2);
    assertThat(patients(new Not(new In("status", List.of(text("alive")))))).isEqualTo(5);
    assertThat(patients(new Not(new Not(compare("age", Comparison.AT_LEAST, number("18")))))).isEqualTo(3);
    assertThat(patients(new Not(new StartsWith("status", "a")))).isEqualTo(5);
    assertThat(patients(new Not(new Everyone()))).isZero();
  }

  @Test
  void andOr_whenEmpty_areTrueAndFalse() {
    assertThat(patients(new And(List.of()))).isEqualTo(5);
    assertThat(patients(new Or(List.of()))).isZero();
    assertThat(patients(new Not(new Or(List.of())))).isEqualTo(5);
  }

  @Test
  void andOr_withMissingValues_treatThemAsFalse() {
    Predicate adult = compare("age", Comparison.AT_LEAST, number("18"));
    Predicate y = compare("state", Comparison.EQUAL, text("y"));

    assertThat(patients(new And(List.of(adult, y)))).isEqualTo(1);
    assertThat(patients(new Or(List.of(adult, y)))).isEqualTo(4);
    assertThat(patients(new Not(new And(List.of(adult, y))))).isEqualTo(4);
    assertThat(patients(new Not(new Or(List.of(adult, y))))).isEqualTo(1);
  }

  @Test
  void literals_withSqlInThem_areOnlyText() {
    for (String attack : List.of("' OR 1=1 --", "\"; DROP TABLE diagnoses; --", "%", "_", "\\", "$1", "?", "''", "E75%")) {
      assertThat(patients(compare("status", Comparison.EQUAL, text(attack)))).as(attack).isZero();
      assertThat(patients(new StartsWith("status", attack))).as(attack).isZero();
      assertThat(patients(new In("status", List.of(text(attack), text(attack))))).as(attack).isZero();
      assertThat(byCode(List.of(attack), CodeMatch.EXACT)).as(attack).containsExactly(0);
      assertThat(byCode(List.of(attack), CodeMatch.PREFIX)).as(attack).containsExactly(0);
    }
    assertThat(patients(new StartsWith("status", "50%_"))).isEqualTo(1);
    assertThat(patients(compare("status", Comparison.EQUAL, text("o'brien")))).isEqualTo(1);
    assertThat(patients(new Everyone())).isEqualTo(5);
  }

  @Test
  void columns_notMapped_areAFailureThatListsTheColumns() {
    for (String column : List.of("AGE", "person", "rowid", "present")) {
      assertThatThrownBy(() -> patients(new IsMissing(column)))
          .as(column).isInstanceOf(DataFailure.class).hasMessageContaining("has no column").hasMessageContaining("age");
    }
  }

  @Test
  void requireMapped_looksAtTheCohortAndAtWhatElseIsRead() {
    Cohort everyone = new Cohort("diagnoses", new Everyone());
    Cohort aged = new Cohort("diagnoses", new IsMissing("agee"));

    source().requireMapped(everyone, reading("age", "status"));
    assertThatThrownBy(() -> source().requireMapped(everyone, reading("age", "statsu")))
        .isInstanceOf(DataFailure.class).hasMessageContaining("has no column statsu at this site; did you mean status? It has age, ");
    assertThatThrownBy(() -> source().requireMapped(aged, reading()))
        .isInstanceOf(DataFailure.class).hasMessageContaining("did you mean age?");
    assertThatThrownBy(() -> source().requireMapped(new Cohort("nosuch", new Everyone()), reading()))
        .isInstanceOf(DataFailure.class).hasMessageContaining("no table nosuch at this site; it has ");
    assertThatThrownBy(() -> source().requireMapped(everyone, folding(new RowColumn.Hashed("kvnr"))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("has no column kvnr").hasMessageContaining("under identifiers:");
  }

  private static LocalAggregation reading(String... columns) {
    return folding(Stream.of(columns).map(RowColumn.Text::new).toArray(RowColumn[]::new));
  }

  private static LocalAggregation folding(RowColumn... columns) {
    return new LocalAggregation.OfRows(List.of(columns), List.of(), rows -> new LocalAggregate(Map.of()));
  }

  @Test
  void literals_thatNoDatabaseTakes_areRefused() {
    assertThatThrownBy(() -> patients(compare("status", Comparison.EQUAL, text("a\0b"))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("NUL");
    assertThatThrownBy(() -> byCode(List.of("a\0b"), CodeMatch.EXACT))
        .isInstanceOf(DataFailure.class).hasMessageContaining("NUL");
    for (String extreme : List.of("1e20", "1e999999999", "1e-19", "1e-999999999", "-100000000000000000000")) {
      assertThatThrownBy(() -> patients(compare("age", Comparison.EQUAL, number(extreme))))
          .as(extreme).isInstanceOf(DataFailure.class).hasMessageContaining("digits");
    }
    assertThat(patients(compare("age", Comparison.EQUAL, number("0e-999999999")))).isZero();
    assertThat(patients(compare("age", Comparison.LESS, number("99999999999999999999")))).isEqualTo(4);
    assertThatThrownBy(() -> patients(compare("onset", Comparison.EQUAL, new Literal.Day(LocalDate.of(12345, 1, 1)))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("years");
  }

  @Test
  void table_notMapped_isAFailureThatListsTheTables() {
    assertThatThrownBy(() -> source().aggregate(new DistinctPatients(1), new Cohort("pg_user", new Everyone())))
        .isInstanceOf(DataFailure.class).hasMessageContaining("no table pg_user").hasMessageContaining("diagnoses");
  }

  private long[] byCode(List<String> codes, CodeMatch match) {
    return count(new DistinctPatientsByCode("code", codes, match, LARGEST), new Everyone(), "patients").toLongs();
  }

  @Test
  void byCode_exact_countsDistinctPatientsInTheListsOrder() {
    assertThat(byCode(List.of("1234", "E75.2", "E75", "007.0", "7.0", "E76.1"), CodeMatch.EXACT))
        .containsExactly(1, 2, 0, 1, 0, 1);
  }

  @Test
  void byCode_prefix_countsARowForEveryPrefixItBeginsWith() {
    assertThat(byCode(List.of("E7", "E75", "E75.2", "E75.21", "E", "0", "12", "é"), CodeMatch.PREFIX))
        .containsExactly(2, 2, 2, 0, 2, 1, 1, 0);
  }

  @Test
  void byCode_listedTwice_countsForBoth() {
    assertThat(byCode(List.of("E75.2", "E75.2"), CodeMatch.EXACT)).containsExactly(2, 2);
    assertThat(byCode(List.of("E75.2", "E75.2"), CodeMatch.PREFIX)).containsExactly(2, 2);
  }

  @Test
  void byCode_withinACohort_countsOnlyIt() {
    DistinctPatientsByCode what = new DistinctPatientsByCode("code", List.of("E75.2", "E76.1"), CodeMatch.EXACT, LARGEST);

    assertThat(count(what, compare("age", Comparison.AT_LEAST, number("11")), "patients").toLongs()).containsExactly(1, 1);
  }

  @Test
  void byCode_ofWholeNumbers_comparesTheirSpelling() {
    DistinctPatientsByCode what = new DistinctPatientsByCode("age", List.of("10", "1", "18"), CodeMatch.PREFIX, LARGEST);

    assertThat(count(what, new Everyone(), "patients").toLongs()).containsExactly(1, 2, 1);
  }

  @Test
  void moments_areExactIntegers() {
    Moments what = new Moments("weight", 2, new BigDecimal("-10"), new BigDecimal("100"), LARGEST);
    LocalAggregate aggregate = aggregate(what, new Cohort("diagnoses", new Everyone()));

    // 70.5, 70.5, 0.125 -> 13 (away from zero), -3.25, 100, 0.1
    int[] scaled = {7050, 7050, 13, -325, 10000, 10};
    assertThat(aggregate.misfits(what.blocks())).isEmpty();
    assertThat(aggregate.block("n").at(0)).isEqualTo(BigInteger.valueOf(6));
    assertThat(aggregate.block("missing").at(0)).isEqualTo(BigInteger.valueOf(1));
    assertThat(aggregate.block("sum").at(0)).isEqualTo(BigInteger.valueOf(IntStream.of(scaled).sum()));
    assertThat(aggregate.block("squares").at(0)).isEqualTo(BigInteger.valueOf(IntStream.of(scaled).map(x -> x * x).sum()));
    assertThat(aggregate.block("patients").at(0)).isEqualTo(BigInteger.valueOf(4));
  }

  @Test
  void moments_roundHalvesAwayFromZero() {
    Moments what = new Moments("weight", 1, new BigDecimal("-10"), new BigDecimal("100"), LARGEST);

    assertThat(count(what, compare("weight", Comparison.LESS, number("0")), "sum").at(0)).isEqualTo(BigInteger.valueOf(-33));
  }

  @Test
  void moments_thatMayNotRound_refuseDigitsAfterThePoint() {
    Moments what = new Moments("weight", 1, false, new BigDecimal("-10"), new BigDecimal("100"), LARGEST);

    assertThat(count(what, compare("weight", Comparison.GREATER, number("50")), "n").at(0)).isEqualTo(BigInteger.valueOf(3));
    assertThatThrownBy(() -> aggregate(what, new Cohort("diagnoses", new Everyone())))
        .isInstanceOf(DataFailure.class)
        .hasMessageContaining("column weight").hasMessageContaining("decimals")
        .hasMessageNotContainingAny("-3.25", "0.125");
  }

  @Test
  void moments_ofNobody_areZero() {
    Moments what = new Moments("weight", 2, BigDecimal.ZERO, BigDecimal.ONE, LARGEST);
    LocalAggregate aggregate = aggregate(what, new Cohort("diagnoses", new Not(new Everyone())));

    assertThat(what.blocks()).allSatisfy(block -> assertThat(aggregate.block(block.name()).at(0)).isEqualTo(BigInteger.ZERO));
  }

  @Test
  void moments_outOfBounds_nameTheColumnButNoValue() {
    for (String[] bounds : new String[][] {{"-3.2", "100"}, {"-4", "99.99"}}) {
      Moments what = new Moments("weight", 2, new BigDecimal(bounds[0]), new BigDecimal(bounds[1]), LARGEST);

      assertThatThrownBy(() -> aggregate(what, new Cohort("diagnoses", new Everyone())))
          .isInstanceOf(DataFailure.class)
          .hasMessageContaining("weight").hasMessageContaining("outside")
          .hasMessageNotContainingAny("-3.25", "1e2", "100.0");
    }
  }

  @Test
  void moments_ofText_areAFailure() {
    Moments what = new Moments("status", 2, BigDecimal.ZERO, BigDecimal.ONE, LARGEST);

    assertThatThrownBy(() -> aggregate(what, new Cohort("diagnoses", new Everyone())))
        .isInstanceOf(DataFailure.class).hasMessageContaining("status").hasMessageContaining("number")
        .hasMessageNotContainingAny("alive", "brien");
  }

  @Test
  void bins_areLeftClosed_andCountRowsAndPatients() {
    BinnedCounts what = new BinnedCounts("age", List.of(edge("10"), edge("11"), edge("40")), LARGEST);
    LocalAggregate aggregate = aggregate(what, new Cohort("diagnoses", new Everyone()));

    assertThat(aggregate.misfits(what.blocks())).isEmpty();
    assertThat(aggregate.block("bins").toLongs()).containsExactly(0, 2, 2, 2);
    assertThat(aggregate.block("bin-patients").toLongs()).containsExactly(0, 1, 2, 2);
    assertThat(aggregate.block("missing").toLongs()).containsExactly(1);
    assertThat(aggregate.block("missing-patients").toLongs()).containsExactly(1);
  }

  @Test
  void bins_ofDecimals_areExactAtTheEdges() {
    BinnedCounts what = new BinnedCounts("weight", List.of(edge("-3.25"), edge("0.1"), edge("0.125")), LARGEST);

    assertThat(count(what, new Everyone(), "bins").toLongs()).containsExactly(0, 1, 1, 4);
  }

  private static BigDecimal edge(String value) {
    return new BigDecimal(value);
  }

  private RowTable rows(Predicate where, RowColumn... columns) {
    return source().rows(List.of(columns), new Cohort("diagnoses", where), KEY);
  }

  /** The values in order of the patients' first rows, p1 to p5; -1 stands for missing. */
  private static long[] values(RowTable rows, RowColumn column) {
    RowValues values = rows.values(column);
    return IntStream.range(0, rows.rows()).mapToLong(row -> values.isMissing(row) ? -1 : values.at(row)).toArray();
  }

  @Test
  void rows_ofEveryKind_areReadAlike() {
    RowColumn age = new RowColumn.Number("age", BigDecimal.ZERO, new BigDecimal(120), 0);
    RowColumn weight = new RowColumn.Number("weight", new BigDecimal(-10), new BigDecimal(100), 2);
    RowColumn bins = new RowColumn.Binned("age", List.of(edge("0"), edge("11"), edge("40"), edge("91")));
    RowColumn grid = new RowColumn.OnGrid("weight", List.of(edge("-3.25"), edge("0.1"), edge("70.5"), edge("100")));
    RowColumn state = new RowColumn.Category("state", List.of("y", "x"));
    RowColumn ages = new RowColumn.Category("age", List.of("10", "11", "18", "40", "90"));
    RowColumn alive = new RowColumn.Category("alive", List.of("false", "true"));
    RowColumn dead = new RowColumn.Indicator("status", List.of("dead", "o'brien"));
    RowColumn onset = new RowColumn.Day("onset", LocalDate.of(1990, 1, 1), LocalDate.of(2022, 1, 1));
    RowColumn adult = new RowColumn.Holds(compare("age", Comparison.AT_LEAST, number("18")));

    RowTable rows =
        rows(new Everyone(), age, weight, bins, grid, state, ages, alive, dead, onset, adult, new RowColumn.Text("code"));

    assertThat(rows.rows()).isEqualTo(7);
    assertThat(rows.patients()).isEqualTo(5);
    assertThat(IntStream.range(0, 7).map(rows::patient)).containsExactly(0, 0, 0, 1, 2, 3, 4);
    assertThat(values(rows, age)).containsExactly(10, 10, 11, 18, -1, 90, 40);
    assertThat(rows.values(weight).isMissing(4)).isTrue();
    assertThat(IntStream.range(0, 7).mapToLong(rows.values(weight)::at).toArray())
        .containsExactly(7050, 7050, 13, -325, 0, 10000, 10);
    assertThat(values(rows, bins)).containsExactly(0, 0, 1, 1, -1, 2, 2);
    assertThat(values(rows, grid)).containsExactly(2, 2, 2, 0, -1, 3, 1);
    assertThat(values(rows, state)).containsExactly(1, 1, -1, 0, 0, 1, -1);
    assertThat(values(rows, ages)).containsExactly(0, 0, 1, 2, -1, 4, 3);
    assertThat(values(rows, alive)).containsExactly(1, 1, 0, 1, -1, 0, 1);
    assertThat(values(rows, dead)).containsExactly(0, 0, 1, -1, 1, 0, 0);
    assertThat(values(rows, onset)).containsExactly(
        14610, 16616, 18627, 18628, -1, 10956, 11016);
    assertThat(values(rows, adult)).containsExactly(0, 0, 0, 1, 0, 1, 1);
    assertThat(rows.values(new RowColumn.Text("code")).textAt(4)).isEqualTo("007.0");
    assertThat(rows.values(new RowColumn.Text("code")).isMissing(6)).isTrue();
  }

  @Test
  void rows_ofACohort_areThoseOnly() {
    RowColumn age = new RowColumn.Number("age", BigDecimal.ZERO, new BigDecimal(120), 0);

    assertThat(values(rows(compare("age", Comparison.AT_LEAST, number("11")), age), age))
        .containsExactlyInAnyOrder(11, 18, 90, 40);
    assertThat(rows(new Not(new Everyone()), age).rows()).isZero();
    assertThat(rows(new Not(new Everyone())).patients()).isZero();
    assertThat(rows(new Everyone()).patients()).isEqualTo(5);
  }

  @Test
  void rows_withUnfitValues_areAFailureThatNamesTheColumnButNoValue() {
    for (RowColumn unfit : List.of(
        new RowColumn.Number("age", BigDecimal.ZERO, new BigDecimal(89), 0),
        new RowColumn.Number("age", new BigDecimal(11), new BigDecimal(120), 0),
        new RowColumn.Binned("age", List.of(BigDecimal.ZERO, new BigDecimal(90))),
        new RowColumn.OnGrid("age", List.of(BigDecimal.ZERO, new BigDecimal(89))),
        new RowColumn.Day("onset", LocalDate.of(2000, 1, 1), LocalDate.of(2022, 1, 1)))) {
      assertThatThrownBy(() -> rows(new Everyone(), unfit))
          .isInstanceOf(DataFailure.class)
          .hasMessageContaining("table diagnoses, column " + unfit.columns().first())
          .hasMessageContaining("outside the query's bounds")
          .hasMessageNotContainingAny("1999", "value 90");
    }
    assertThatThrownBy(() -> rows(new Everyone(), new RowColumn.Category("status", List.of("alive", "dead"))))
        .isInstanceOf(DataFailure.class)
        .hasMessageContaining("table diagnoses, column status has values that are not among the query's alive, dead")
        .hasMessageNotContainingAny("brien", "unknown");
    assertThatThrownBy(() -> rows(new Everyone(), new RowColumn.Number("status", BigDecimal.ZERO, BigDecimal.ONE, 0)))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column status").hasMessageContaining("number")
        .hasMessageNotContainingAny("alive", "brien");
    assertThatThrownBy(() -> rows(new Everyone(), new RowColumn.Day("status", LocalDate.MIN, LocalDate.MAX)))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column status").hasMessageContaining("date")
        .hasMessageNotContainingAny("alive", "brien");
    assertThatThrownBy(() -> rows(new Everyone(), new RowColumn.Text("nosuch")))
        .isInstanceOf(DataFailure.class).hasMessageContaining("has no column nosuch");
  }

  @Test
  void rows_ofWhichItCannotBeTold_areAFailureThatNamesTheColumn() {
    Predicate doubtful = compare("status", Comparison.AT_LEAST, number("1"));

    assertThatThrownBy(() -> rows(doubtful)).isInstanceOf(DataFailure.class)
        .hasMessageContaining("table diagnoses, column status").hasMessageContaining("number");
    assertThatThrownBy(() -> rows(new Everyone(), new RowColumn.Holds(doubtful))).isInstanceOf(DataFailure.class)
        .hasMessageContaining("table diagnoses, column status").hasMessageContaining("number");
  }

  @Test
  void rows_withoutAPatient_areAFailureWhenTheyCount() {
    assertThatThrownBy(() -> source().rows(List.of(), new Cohort("nobody", new Everyone()), KEY))
        .isInstanceOf(DataFailure.class).hasMessageContaining("table nobody").hasMessageContaining("patient");
    assertThat(source().rows(List.of(), new Cohort("nobody", compare("code", Comparison.EQUAL, text("D"))), KEY).rows()).isOne();
  }

  @Test
  void rows_forConditionsOfEveryShape_holdWhereTheyShould() {
    long seed = new Random().nextLong();
    RandomPredicates predicates = new RandomPredicates(new Random(seed));

    for (int i = 0; i < 50; i++) {
      Predicate cohort = predicates.next(3);
      Predicate asked = predicates.next(3);
      RowColumn holds = new RowColumn.Holds(asked);
      long[] expected = ROWS.stream()
          .filter(row -> RandomPredicates.holds(cohort, row))
          .mapToLong(row -> RandomPredicates.holds(asked, row) ? 1 : 0)
          .toArray();

      assertThat(values(rows(cohort, holds), holds)).as("seed %d: %s of %s", seed, asked, cohort).containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void identifiers_areHashedUnderTheSessionsKey() {
    RowColumn.Hashed code = new RowColumn.Hashed("code");
    Cohort all = new Cohort("diagnoses", new Everyone());

    RowTable rows = source().rows(List.of(code), all, KEY);
    RowTable others = source().rows(List.of(code), all, LinkageKey.of(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8}));

    long expected = RowDecoder.of(code, KEY).decode("e75.2");
    assertThat(hashes(rows, code)).contains(expected).hasSize(4);
    assertThat(hashes(others, code)).doesNotContain(expected).hasSize(4);
  }

  private static Set<Long> hashes(RowTable rows, RowColumn column) {
    return IntStream.range(0, rows.rows())
        .filter(row -> !rows.values(column).isMissing(row))
        .mapToObj(row -> rows.values(column).at(row))
        .collect(Collectors.toSet());
  }

  @Test
  void aggregate_ofAFoldOfRows_isNotTheSourcesTask() {
    LocalAggregation.OfRows fold = new LocalAggregation.OfRows(List.of(), List.of(), rows -> new LocalAggregate(Map.of()));

    assertThatThrownBy(() -> source().aggregate(fold, new Cohort("diagnoses", new Everyone())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cohortRows_areReadOnceForAllFolds() {
    RowColumn age = new RowColumn.Number("age", BigDecimal.ZERO, new BigDecimal(120), 0);
    List<RowTable> seen = new ArrayList<>();
    LocalAggregation.OfRows fold = new LocalAggregation.OfRows(List.of(age), List.of(), rows -> {
      seen.add(rows);
      return new LocalAggregate(Map.of());
    });
    CohortRows session = new CohortRows(source(), new Cohort("diagnoses", new Everyone()), KEY);

    session.apply(fold);
    session.apply(fold);
    aggregate(fold, new Cohort("diagnoses", new Everyone()));

    assertThat(seen).hasSize(3);
    assertThat(seen.get(1)).isSameAs(seen.get(0));
    assertThat(seen.get(2)).isNotSameAs(seen.get(0));
  }

  @Test
  void comparison_ofTextWithANumber_isAFailureThatNamesTheColumn() {
    assertThatThrownBy(() -> patients(compare("status", Comparison.AT_LEAST, number("1"))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("table diagnoses, column status").hasMessageContaining("number");
    assertThatThrownBy(() -> patients(compare("status", Comparison.AT_LEAST, day("2000-01-01"))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column status").hasMessageContaining("date");
    assertThatThrownBy(() -> patients(compare("status", Comparison.EQUAL, new Literal.Flag(true))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column status").hasMessageContaining("true or false");
  }

  @Test
  void row_withoutPatient_isAFailureWhenItCounts() {
    Cohort all = new Cohort("nobody", new Everyone());
    Cohort known = new Cohort("nobody", compare("code", Comparison.EQUAL, text("D")));

    for (LocalAggregation what : List.of(
        new DistinctPatients(LARGEST),
        new DistinctPatientsByCode("code", List.of("C"), CodeMatch.EXACT, LARGEST),
        new Moments("age", 0, BigDecimal.ZERO, BigDecimal.TEN, LARGEST),
        new BinnedCounts("age", List.of(BigDecimal.ONE), LARGEST))) {
      assertThatThrownBy(() -> aggregate(what, all))
          .isInstanceOf(DataFailure.class).hasMessageContaining("table nobody").hasMessageContaining("patient");
    }
    assertThat(source().aggregate(new DistinctPatients(LARGEST), known).block("patients").at(0)).isEqualTo(BigInteger.valueOf(1));
  }

  @Test
  void conditions_inGreatNumbers_areTakenOrRefusedInWords() {
    List<Predicate> prefixes = IntStream.range(0, 2000).<Predicate>mapToObj(i -> new StartsWith("code", "x" + i)).toList();
    List<Predicate> ages = IntStream.range(0, 100).<Predicate>mapToObj(i -> compare("age", Comparison.NOT_EQUAL, number("-" + i))).toList();
    List<Literal> list = IntStream.range(0, 9000).mapToObj(i -> text("x" + i)).toList();

    assertThat(patients(new And(List.of(new Not(new Or(prefixes)), compare("age", Comparison.AT_LEAST, number("18")))))).isEqualTo(3);
    assertThat(patients(new And(ages))).isEqualTo(4);
    assertThat(patients(new Not(new In("status", list)))).isEqualTo(5);
    assertThatThrownBy(() -> patients(new And(List.of(new In("status", list), new In("code", list)))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("18000 constants").hasMessageContaining("at most 10000");
  }

  @Test
  void predicates_ofEveryShape_holdForTheRowsTheyShould() {
    long seed = new Random().nextLong();
    RandomPredicates predicates = new RandomPredicates(new Random(seed));

    for (int i = 0; i < 200; i++) {
      Predicate predicate = predicates.next(4);
      long expected = ROWS.stream().filter(row -> RandomPredicates.holds(predicate, row)).map(row -> row.get(0)).distinct().count();

      assertThat(patients(predicate)).as("seed %d: %s", seed, predicate).isEqualTo(expected);
    }
  }
}
