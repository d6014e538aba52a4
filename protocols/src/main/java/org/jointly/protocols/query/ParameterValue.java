package org.jointly.protocols.query;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a query says under a statistic's parameter: a small tree, as YAML has it. Absent parameters have no value. */
public sealed interface ParameterValue {
  record Text(String value) implements ParameterValue {}

  record Number(BigDecimal value) implements ParameterValue {}

  record Flag(boolean value) implements ParameterValue {}

  record Items(List<ParameterValue> values) implements ParameterValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  record Fields(SortedMap<String, ParameterValue> values) implements ParameterValue {
    public Fields {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }
}
