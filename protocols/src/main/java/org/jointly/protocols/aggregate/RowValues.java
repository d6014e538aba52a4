package org.jointly.protocols.aggregate;

import java.util.List;

/** One column of a {@link RowTable}. Secret; {@code toString} is redacted. */
public final class RowValues {
  private final long[] values;
  private final long[] missing;
  private final List<String> texts;

  RowValues(long[] values, long[] missing, List<String> texts) {
    this.values = values;
    this.missing = missing;
    this.texts = texts;
  }

  /** The value of a row as its {@link RowColumn} says; 0 where it is missing. */
  public long at(int row) {
    return values[row];
  }

  /** The value of a row, which is an index: of a category, a bin, a point of a grid, an indicator. */
  public int indexAt(int row) {
    return (int) values[row];
  }

  /** The text of a row of a {@link RowColumn.Text}. */
  public String textAt(int row) {
    return texts.get((int) values[row]);
  }

  public boolean isMissing(int row) {
    return (missing[row >> 6] >>> row & 1) != 0;
  }

  @Override
  public String toString() {
    return "RowValues[redacted]";
  }
}
