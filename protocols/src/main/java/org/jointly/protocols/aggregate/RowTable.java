package org.jointly.protocols.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.integer.IntegerVector;

/**
 * The columns that a fold asked for of a cohort's rows, at one site. Secret; {@code toString} is redacted.
 *
 * <p>Compact: per row 4 bytes for the patient and per column 8 bytes and a bit. Patients are numbered from 0; the rows of
 * one patient are neighbours, in the order they were read.
 */
public final class RowTable {
  private final List<RowColumn> columns;
  private final List<RowValues> values;
  private final int[] patients;

  private RowTable(List<RowColumn> columns, List<RowValues> values, int[] patients) {
    this.columns = columns;
    this.values = values;
    this.patients = patients;
  }

  /** The number of rows. */
  public int rows() {
    return patients.length;
  }

  /** The number of distinct patients. */
  public int patients() {
    return patients.length == 0 ? 0 : patients[patients.length - 1] + 1;
  }

  /** The patient of a row, from 0; never less than that of the row before. */
  public int patient(int row) {
    return patients[row];
  }

  /**
   * The values of a column.
   *
   * @throws IllegalArgumentException if the fold's aggregation does not read it
   */
  public RowValues values(RowColumn column) {
    int place = columns.indexOf(column);
    if (place < 0) {
      throw new IllegalArgumentException("the aggregation does not read " + column.columns());
    }
    return values.get(place);
  }

  /** Whether a row has a value in all of the columns. */
  public boolean isComplete(int row) {
    for (RowValues column : values) {
      if (column.isMissing(row)) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many rows fall into each cell.
   *
   * @param cellOfRow the cell of a row, or a negative number for none
   */
  public IntegerVector countRows(int cells, IntUnaryOperator cellOfRow) {
    long[] counts = new long[cells];
    for (int row = 0; row < patients.length; row++) {
      int cell = cellOfRow.applyAsInt(row);
      if (cell >= 0) {
        counts[cell]++;
      }
    }
    return IntegerVector.of(counts);
  }

  /**
   * How many distinct patients have a row in each cell: what a threshold is about.
   *
   * @param cellOfRow the cell of a row, or a negative number for none
   */
  public IntegerVector countPatients(int cells, IntUnaryOperator cellOfRow) {
    long[] counts = new long[cells];
    int[] last = new int[cells];
    Arrays.fill(last, -1);
    for (int row = 0; row < patients.length; row++) {
      int cell = cellOfRow.applyAsInt(row);
      if (cell >= 0 && last[cell] != patients[row]) {
        last[cell] = patients[row];
        counts[cell]++;
      }
    }
    return IntegerVector.of(counts);
  }

  /**
   * As {@link #countPatients}, where a row may fall into several cells.
   *
   * @param cellsOfRow the cells of a row
   */
  public IntegerVector countPatientsInEach(int cells, IntFunction<int[]> cellsOfRow) {
    long[] counts = new long[cells];
    int[] last = new int[cells];
    Arrays.fill(last, -1);
    for (int row = 0; row < patients.length; row++) {
      for (int cell : cellsOfRow.apply(row)) {
        if (last[cell] != patients[row]) {
          last[cell] = patients[row];
          counts[cell]++;
        }
      }
    }
    return IntegerVector.of(counts);
  }

  @Override
  public String toString() {
    return "RowTable[" + columns.size() + " columns, redacted]";
  }

  /** Collects rows as they are read. Not shared between threads. */
  public static final class Builder {
    private static final int FIRST_CAPACITY = 1024;

    private final List<RowColumn> columns;
    private final long[][] values;
    private final long[][] present;
    private final List<List<String>> texts;
    private int[] patients = new int[FIRST_CAPACITY];
    private int rows;
    private int distinct;

    /** @param columns each once */
    public Builder(List<RowColumn> columns) {
      if (columns.stream().distinct().count() < columns.size()) {
        throw new IllegalArgumentException("a column is read twice");
      }
      this.columns = List.copyOf(columns);
      this.values = new long[columns.size()][FIRST_CAPACITY];
      this.present = new long[columns.size()][FIRST_CAPACITY >> 6];
      this.texts = new ArrayList<>();
      columns.forEach(column -> texts.add(List.of()));
    }

    /**
     * Begins a row; its values are missing until they are set.
     *
     * @param patient from 0, without gaps when all rows are there
     */
    public void row(int patient) {
      if (rows == patients.length) {
        grow();
      }
      patients[rows++] = patient;
      distinct = Math.max(distinct, patient + 1);
    }

    private void grow() {
      int capacity = Math.multiplyExact(rows, 2);
      patients = Arrays.copyOf(patients, capacity);
      for (int i = 0; i < values.length; i++) {
        values[i] = Arrays.copyOf(values[i], capacity);
        present[i] = Arrays.copyOf(present[i], capacity >> 6);
      }
    }

    /** Sets a value of the row begun last. */
    public void set(int column, long value) {
      int row = rows - 1;
      values[column][row] = value;
      present[column][row >> 6] |= 1L << row;
    }

    /** Says what the values of a {@link RowColumn.Text} stand for. */
    public void texts(int column, List<String> meant) {
      texts.set(column, List.copyOf(meant));
    }

    /** The table; the builder is of no use afterwards. */
    public RowTable build() {
      int[] order = byPatient();
      int[] sorted = new int[rows];
      for (int row = 0; row < rows; row++) {
        sorted[row] = patients[order[row]];
      }
      List<RowValues> ordered = new ArrayList<>();
      for (int column = 0; column < values.length; column++) {
        ordered.add(ordered(column, order));
      }
      return new RowTable(columns, List.copyOf(ordered), sorted);
    }

    /** A counting sort, which keeps the order of a patient's rows. */
    private int[] byPatient() {
      int[] starts = new int[distinct + 1];
      for (int row = 0; row < rows; row++) {
        starts[patients[row] + 1]++;
      }
      for (int patient = 0; patient < distinct; patient++) {
        if (starts[patient + 1] == 0) {
          throw new IllegalStateException("patient numbers have a gap");
        }
        starts[patient + 1] += starts[patient];
      }
      int[] order = new int[rows];
      for (int row = 0; row < rows; row++) {
        order[starts[patients[row]]++] = row;
      }
      return order;
    }

    private RowValues ordered(int column, int[] order) {
      long[] sorted = new long[rows];
      long[] missing = new long[(rows + 63) >> 6];
      for (int row = 0; row < rows; row++) {
        int from = order[row];
        sorted[row] = values[column][from];
        if ((present[column][from >> 6] >>> from & 1) == 0) {
          missing[row >> 6] |= 1L << row;
        }
      }
      values[column] = new long[0];
      return new RowValues(sorted, missing, texts.get(column));
    }
  }
}
