package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a query costs, as {@code query explain} or {@code query run} say it.
 *
 * @param bytes sent, by party
 */
record ExplainedCost(long rounds, long messages, Map<String, Long> bytes) {
  private static final Pattern EXPLAINED_PARTY =
      Pattern.compile("\\{\"party\":\"([a-z]+)\",\"frames\":[0-9]+,\"messages\":[0-9]+,\"bytes\":([0-9]+)}");
  private static final Pattern MEASURED_PARTY = Pattern.compile("\"([a-z]+)\":([0-9]+)");

  /** Asks nodes, and holds what they counted to what is said beforehand. */
  static void assertIsThatOfARun(Consortium consortium, String query) throws IOException, InterruptedException {
    ExplainedCost explained = explained(consortium, query);
    Jointly.Run run = consortium.ask(query, "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(explained.bytes().keySet()).containsExactlyInAnyOrderElementsOf(consortium.sites());
    assertThat(measured(run.out())).isEqualTo(explained);
  }

  private static ExplainedCost explained(Consortium consortium, String query) throws IOException, InterruptedException {
    Path file = Files.createTempFile(consortium.folder(), "explain", ".yaml");
    Files.writeString(file, query);
    Jointly.Run run = Jointly.run("query", "explain", file, "--roster", consortium.roster(), "--output", "json");
    assertThat(run.exit()).as(run.toString()).isZero();
    String cost = cost(run.out());
    return new ExplainedCost(number(cost, "rounds"), number(cost, "messages"), parties(EXPLAINED_PARTY, cost));
  }

  private static ExplainedCost measured(String json) {
    String cost = cost(json);
    String sent = cost.substring(cost.indexOf("\"bytesSentByParty\""), cost.indexOf('}') + 1);
    return new ExplainedCost(number(cost, "rounds"), number(cost, "messages"), parties(MEASURED_PARTY, sent));
  }

  private static String cost(String json) {
    String dense = json.replaceAll("\\s", "");
    return dense.substring(dense.indexOf("\"cost\":"));
  }

  private static long number(String cost, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\":([0-9]+)").matcher(cost);
    assertThat(matcher.find()).as(field + " in " + cost).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static Map<String, Long> parties(Pattern pattern, String cost) {
    return pattern.matcher(cost).results()
        .collect(Collectors.toMap(match -> match.group(1), match -> Long.valueOf(match.group(2)), (one, other) -> one, TreeMap::new));
  }
}
