package org.jointly.protocols.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/** A constant in a query. Numbers are compared as numbers, dates as dates; nothing is ever spliced into SQL text. */
public sealed interface Literal {
  record Text(String value) implements Literal {
    public Text {
      Objects.requireNonNull(value);
    }
  }

  record Number(BigDecimal value) implements Literal {
    public Number {
      Objects.requireNonNull(value);
    }
  }

  record Day(LocalDate value) implements Literal {
    public Day {
      Objects.requireNonNull(value);
    }
  }

  record Flag(boolean value) implements Literal {}

  /** Whether both are numbers, or both days, and this is the greater or later one. */
  default boolean isAbove(Literal other) {
    return this instanceof Number number && other instanceof Number most && number.value().compareTo(most.value()) > 0
        || this instanceof Day day && other instanceof Day last && day.value().isAfter(last.value());
  }
}
