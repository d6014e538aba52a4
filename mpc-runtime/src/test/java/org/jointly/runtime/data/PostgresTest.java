package org.jointly.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatients;
import org.jointly.protocols.aggregate.LocalAggregation.Moments;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.Compare;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.protocols.query.Predicate.Everyone;
import org.jointly.protocols.query.Predicate.IsMissing;
import org.jointly.runtime.data.DataSettings.DatabaseTable;
import org.jointly.runtime.fault.DataFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
      statement.execute(
          """
          CREATE TABLE clinic."odd ""table""\" ("the ""id" char(5), "code" char(6), amount numeric, seen timestamptz,
            picture bytea, grade real);
          INSERT INTO clinic."odd ""table""\" VALUES
            ('a', 'E7', 1.10, '2020-01-01T23:30:00-05:00', 'x', 0.1), ('b', 'E75', 2, '2020-01-01T12:00:00Z', 'x', 0.2);
          CREATE TABLE clinic.nan (id int, amount numeric);
          INSERT INTO clinic.nan VALUES (1, 'NaN'), (2, 5);
          CREATE MATERIALIZED VIEW clinic.seen AS SELECT 1 AS id, 18 AS age;
          CREATE TABLE clinic.secret (id int, open_column int, closed_column int);
          CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA clinic TO guest; GRANT SELECT (id, open_column) ON clinic.secret TO guest;
          """);
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

  private static PostgresRecordSource as(String user, DatabaseTable table) {
    return new PostgresRecordSource(
        new DataSettings.Postgres(
            server.getJdbcUrl(user, "postgres"), user, Optional.empty(), Map.of("t", table), Duration.ofSeconds(20)));
  }

  private static DatabaseTable table(String name, String id, Map<String, String> columns) {
    return new DatabaseTable(Optional.of("clinic"), name, id, columns);
  }

  private static long patients(RecordSource source, Predicate where) {
    return source.aggregate(new DistinctPatients(100), new Cohort("t", where)).block("patients").longAt(0);
  }

  @Test
  void names_ofTheSource_mayBeCalledAnything() {
    RecordSource odd = as("postgres", table("odd \"table\"", "the \"id", Map.of("code", "code", "seen", "seen", "grade", "grade")));

    assertThat(odd.check()).isEmpty();
    assertThat(patients(odd, new Everyone())).isEqualTo(2);
    assertThat(patients(odd, new Compare("code", Comparison.EQUAL, new Literal.Text("E7")))).as("padding is no text").isEqualTo(1);
    assertThat(patients(odd, new Compare("seen", Comparison.EQUAL, new Literal.Day(LocalDate.of(2020, 1, 2))))).as("days of UTC").isEqualTo(1);
    assertThat(patients(odd, new Compare("grade", Comparison.EQUAL, new Literal.Number(new BigDecimal("0.1"))))).isEqualTo(1);
  }

  @Test
  void columns_ofATypeThatNoQueryKnows_areAFailureOnlyWhenCompared() {
    RecordSource odd = as("postgres", table("odd \"table\"", "the \"id", Map.of("picture", "picture")));

    assertThat(patients(odd, new IsMissing("picture"))).isZero();
    assertThatThrownBy(() -> patients(odd, new Compare("picture", Comparison.EQUAL, new Literal.Text("x"))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column picture").hasMessageContaining("cannot ask about");
  }

  @Test
  void numbers_thatAreNone_areAFailure() {
    RecordSource nan = as("postgres", table("nan", "id", Map.of("amount", "amount")));

    assertThatThrownBy(() -> patients(nan, new Compare("amount", Comparison.GREATER, new Literal.Number(BigDecimal.ONE))))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column amount").hasMessageContaining("not a number");
    assertThatThrownBy(() -> nan.aggregate(new Moments("amount", 0, BigDecimal.ZERO, BigDecimal.TEN, 10), new Cohort("t", new Everyone())))
        .isInstanceOf(DataFailure.class).hasMessageContaining("column amount");
  }

  @Test
  void views_areTablesToo() {
    RecordSource view = as("postgres", table("seen", "id", Map.of("age", "age")));

    assertThat(view.check()).isEmpty();
    assertThat(patients(view, new Compare("age", Comparison.AT_LEAST, new Literal.Number(BigDecimal.TEN)))).isEqualTo(1);
  }

  @Test
  void columns_withoutPermission_areAsGoodAsAbsent() {
    RecordSource open = as("guest", table("secret", "id", Map.of("x", "open_column")));
    RecordSource closed = as("guest", table("secret", "id", Map.of("x", "closed_column")));

    assertThat(open.check()).isEmpty();
    assertThat(patients(open, new Everyone())).isZero();
    assertThat(closed.check()).anySatisfy(problem ->
        assertThat(problem).contains("no column \"closed_column\" (for x)").contains("may not read it"));
    assertThatThrownBy(() -> patients(closed, new Everyone()))
        .isInstanceOf(DataFailure.class).hasMessageContaining("table t cannot be opened").hasMessageNotContaining("closed_column");
  }

  @Test
  void tables_thatAreAbsent_areReportedByCheck() {
    assertThat(as("postgres", table("nothing", "id", Map.of("x", "x"))).check())
        .singleElement().asString().contains("there is no table \"clinic\".\"nothing\"");
    assertThat(as("postgres", new DatabaseTable(Optional.empty(), "diagnoses", "person", Map.of())).check())
        .as("not on the search path").singleElement().asString().contains("there is no table \"diagnoses\"");
  }

  @Test
  void database_thatCannotBeReached_isAFailure() {
    RecordSource gone = new PostgresRecordSource(new DataSettings.Postgres(
        "jdbc:postgresql://127.0.0.1:1/x", "u", Optional.of(new DataSettings.Password("hunter2")), Map.of("t", table("diagnoses")), Duration.ofSeconds(1)));

    assertThat(gone.check()).singleElement().asString().contains("cannot be reached").doesNotContain("hunter2");
    assertThatThrownBy(() -> patients(gone, new Everyone()))
        .isInstanceOf(DataFailure.class).hasMessageContaining("cannot be reached").hasMessageNotContaining("127.0.0.1");
    assertThat(as("nobody_of_that_name", table("diagnoses")).check()).singleElement().asString().contains("user or password");
  }

  @Test
  void questions_mayNotWriteAndMayNotTakeForever() throws SQLException {
    PostgresRecordSource quick = new PostgresRecordSource(new DataSettings.Postgres(
        server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty(), Map.of("t", table("diagnoses")), Duration.ofMillis(200)));

    try (Connection connection = quick.connect()) {
      assertThatThrownBy(() -> quick.run(connection, Sql.of("CREATE TABLE clinic.mine (x int)"), Optional.empty(), result -> {}))
          .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    }
    try (Connection connection = quick.connect()) {
      assertThatThrownBy(() -> quick.run(connection, Sql.of("SELECT pg_sleep(10)"), Optional.empty(), result -> {}))
          .isInstanceOfSatisfying(SQLException.class, e -> assertThat(quick.failure("t", e)).hasMessageContaining("took too long"));
    }
    assertThat(patients(quick, new Everyone())).isEqualTo(5);
  }
}
