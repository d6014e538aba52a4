package org.jointly.protocols.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Questions for tests, their parameters written as in a query file. */
public final class YamlQuestions {
  private YamlQuestions() {}

  public static QuerySpec ask(String statistic, ReleaseRule rule, String yaml) {
    return ask(statistic, new Predicate.Everyone(), rule, yaml);
  }

  public static QuerySpec ask(String statistic, Predicate where, ReleaseRule rule, String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    SortedMap<String, ParameterValue> parameters =
        loaded == null ? new TreeMap<>() : ((ParameterValue.Fields) value(loaded)).values();
    return new QuerySpec("A question", statistic, new Cohort("patients", where), parameters, rule);
  }

  private static ParameterValue value(Object value) {
    if (value instanceof Map<?, ?> map) {
      SortedMap<String, ParameterValue> fields = new TreeMap<>();
      map.forEach((key, entry) -> fields.put((String) key, value(entry)));
      return new ParameterValue.Fields(fields);
    }
    if (value instanceof List<?> list) {
      return new ParameterValue.Items(list.stream().map(YamlQuestions::value).toList());
    }
    if (value instanceof Number number) {
      return new ParameterValue.Number(new BigDecimal(number.toString()));
    }
    if (value instanceof Boolean flag) {
      return new ParameterValue.Flag(flag);
    }
    return new ParameterValue.Text((String) value);
  }
}
