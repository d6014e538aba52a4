package org.jointly.protocols.query;

import java.util.LinkedHashMap;
import java.util.List;

/** The public answer to a query: named values in the order they are printed. Its fields are those of the JSON output. */
public record Answer(Fields fields) {

  /** One value of an answer. */
  public sealed interface Value {}

  public record Whole(long value) implements Value {}

  public record Real(double value) implements Value {}

  public record Text(String value) implements Value {}

  public record Flag(boolean value) implements Value {}

  /** There is no such number, for a reason: {@code n < 2}. */
  public record NotAvailable(String reason) implements Value {}

  /** The number was not opened, because the rule did not hold; prints as {@code <k}. */
  public record Suppressed(long minimumCount) implements Value {}

  public record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  public record Fields(LinkedHashMap<String, Value> values) implements Value {
    public Fields {
      values = new LinkedHashMap<>(values);
    }
  }
}
