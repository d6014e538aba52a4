package org.jointly.protocols.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Predicate;
import org.junit.jupiter.api.Test;

final class RowTableTest {
  private static final RowColumn X = new RowColumn.Number("x", BigDecimal.ZERO, BigDecimal.TEN, 0);
  private static final RowColumn Y = new RowColumn.Category("y", List.of("a", "b"));

  @Test
  void rows_ofAPatient_areNeighboursInTheOrderRead() {
    RowTable.Builder rows = new RowTable.Builder(List.of(X, Y));
    add(rows, 0, 5, 0);
    add(rows, 1, 6, 1);
    add(rows, 0, 7, -1);
    add(rows, 2, -1, 1);
    add(rows, 1, 8, 0);

    RowTable table = rows.build();

    assertThat(IntStream.range(0, 5).map(table::patient)).containsExactly(0, 0, 1, 1, 2);
    assertThat(IntStream.range(0, 4).mapToLong(table.values(X)::at).toArray()).containsExactly(5, 7, 6, 8);
    assertThat(IntStream.range(0, 5).mapToObj(table.values(X)::isMissing)).containsExactly(false, false, false, false, true);
    assertThat(IntStream.range(0, 5).mapToObj(table.values(Y)::isMissing)).containsExactly(false, true, false, false, false);
    assertThat(IntStream.range(0, 5).mapToObj(table::isComplete)).containsExactly(true, false, true, true, false);
    assertThat(table.patients()).isEqualTo(3);
  }

  private static void add(RowTable.Builder rows, int patient, long x, long y) {
    rows.row(patient);
    if (x >= 0) {
      rows.set(0, x);
    }
    if (y >= 0) {
      rows.set(1, y);
    }
  }

  @Test
  void build_withoutRows_isEmpty() {
    RowTable table = new RowTable.Builder(List.of(X)).build();

    assertThat(table.rows()).isZero();
    assertThat(table.patients()).isZero();
    assertThat(table.countPatients(2, row -> 0)).isEqualTo(IntegerVector.of(0, 0));
    assertThat(table.countRows(2, row -> 0)).isEqualTo(IntegerVector.of(0, 0));
  }

  @Test
  void build_withAGapBetweenPatients_isRefused() {
    RowTable.Builder rows = new RowTable.Builder(List.of());
    rows.row(0);
    rows.row(2);

    assertThatThrownBy(rows::build).isInstanceOf(IllegalStateException.class).hasMessageContaining("gap");
  }

  @Test
  void builder_withAColumnTwice_isRefused() {
    assertThatThrownBy(() -> new RowTable.Builder(List.of(X, X))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void values_ofAColumnThatIsNotRead_areRefused() {
    RowTable table = new RowTable.Builder(List.of(X)).build();

    assertThatThrownBy(() -> table.values(Y)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the aggregation does not read [y]");
  }

  @Test
  void counts_ofManyRows_areThoseOfSets() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int cells = 7;
    RowTable.Builder rows = new RowTable.Builder(List.of(X));
    List<Set<Integer>> patients = IntStream.range(0, cells).<Set<Integer>>mapToObj(i -> new HashSet<>()).toList();
    long[] counts = new long[cells];
    for (int i = 0; i < 5000; i++) {
      int patient = i < 900 ? i : random.nextInt(900);
      int cell = random.nextInt(cells + 1) - 1;
      rows.row(patient);
      if (cell >= 0) {
        rows.set(0, cell);
        patients.get(cell).add(patient);
        counts[cell]++;
      }
    }

    RowTable table = rows.build();
    RowValues cell = table.values(X);

    assertThat(table.countRows(cells, row -> cell.isMissing(row) ? -1 : cell.indexAt(row)))
        .as("seed %d", seed).isEqualTo(IntegerVector.of(counts));
    assertThat(table.countPatients(cells, row -> cell.isMissing(row) ? -1 : cell.indexAt(row)))
        .as("seed %d", seed).isEqualTo(IntegerVector.of(patients.stream().mapToLong(Set::size).toArray()));
  }

  @Test
  void rowsOnce_readsEachSetOfColumnsOnce() {
    int[] readings = {0};
    RowsOnce once = new RowsOnce(columns -> {
      readings[0]++;
      return new RowTable.Builder(columns).build();
    });
    LocalAggregation.OfRows x = new LocalAggregation.OfRows(List.of(X), List.of(), rows -> new LocalAggregate(Map.of()));
    LocalAggregation.OfRows both = new LocalAggregation.OfRows(List.of(X, Y), List.of(), rows -> new LocalAggregate(Map.of()));

    once.fold(x);
    once.fold(x);
    once.fold(both);
    once.fold(x);

    assertThat(readings[0]).isEqualTo(2);
  }

  @Test
  void ofRows_readsTheColumnsOfItsConditionsToo() {
    RowColumn holds = new RowColumn.Holds(
        new Predicate.And(List.of(new Predicate.IsMissing("y"), new Predicate.IsMissing("z"))));

    assertThat(new LocalAggregation.OfRows(List.of(X, Y, holds), List.of(), rows -> new LocalAggregate(Map.of())).columns())
        .containsExactly("x", "y", "z");
  }

  @Test
  void toString_tellsNothingOfTheRows() {
    RowTable.Builder rows = new RowTable.Builder(List.of(X));
    add(rows, 0, 7, -1);
    RowTable table = rows.build();

    assertThat(table).hasToString("RowTable[1 columns, redacted]");
    assertThat(table.values(X)).hasToString("RowValues[redacted]");
    assertThat(new CellSums(3)).hasToString("CellSums[3 cells, redacted]");
  }
}
