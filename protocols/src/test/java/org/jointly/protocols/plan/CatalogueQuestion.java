package org.jointly.protocols.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An entry of {@code questions.yaml} among the test resources: how to ask for what {@link ExpectedNumbers} has of the same id. */
record CatalogueQuestion(QuerySpec spec, List<SiteRows> sites) {

  /** All of them, by id. */
  static Map<String, Map<?, ?>> all() {
    try (InputStream in = CatalogueQuestion.class.getResourceAsStream("/consortium/questions.yaml")) {
      Map<String, Map<?, ?>> all = new LinkedHashMap<>();
      Map<?, ?> read = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      read.forEach((id, entry) -> all.put((String) id, (Map<?, ?>) entry));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CatalogueQuestion of(String id) {
    Map<?, ?> entry = all().get(id);
    int sites = entry.containsKey("minimum_sites") ? (int) entry.get("minimum_sites") : 1;
    QuerySpec spec = YamlQuestions.ask(
        (String) entry.get("statistic"), where((Map<?, ?>) entry.get("where")),
        Questions.rule((int) entry.get("minimum_count"), sites), (String) entry.get("parameters"));
    Map<?, ?> made = (Map<?, ?>) entry.get("made");
    return new CatalogueQuestion(spec, made == null
        ? SiteRows.dataset((String) entry.get("table"))
        : made((int) made.get("cases"), (int) made.get("patients")));
  }

  private static Predicate where(Map<?, ?> where) {
    return where == null
        ? new Predicate.Everyone()
        : new Predicate.Compare((String) where.get("column"), Predicate.Comparison.AT_MOST,
            new Literal.Number(new BigDecimal(where.get("at_most").toString())));
  }

  /** Patient i is at site i mod 3, as in the data sets. */
  private static List<SiteRows> made(int cases, int patients) {
    return IntStream.range(0, 3)
        .mapToObj(site -> new SiteRows(List.of("patient_id", "event"), IntStream.range(0, patients)
            .filter(i -> i % 3 == site)
            .mapToObj(i -> List.of("p" + i, i < cases ? "1" : "0"))
            .collect(Collectors.toList())))
        .toList();
  }
}
