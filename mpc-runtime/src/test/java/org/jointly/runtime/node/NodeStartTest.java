package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.TestPorts;
import org.jointly.runtime.analyst.ProgressListener;
import org.jointly.runtime.analyst.QueryClient;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes from the files an operator writes, with records in CSV files. */
@Timeout(60)
class NodeStartTest {
  /** Per site the values of column x of its patients; an empty one is missing. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "north", List.of("1.5", "2.5", "4.0", "", "8.5"),
          "south", List.of("3.0", "5.5", "7.0", "9.0"),
          "west", List.of("2.0", "6.5", "10.0", "", "4.5"));

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();
  private TestConsortium consortium;

  @BeforeEach
  void write() throws IOException {
    List<Integer> ports = TestPorts.free(3, random);
    consortium = new TestConsortium(3, clock, ports::get);
    Files.writeString(folder.resolve("roster.yaml"), RosterFile.write(consortium.roster));
    for (PartyId party : consortium.parties()) {
      Path site = Files.createDirectory(folder.resolve(party.name()));
      consortium.identity(party).save(Files.createDirectory(site.resolve("identity")));
      Files.writeString(site.resolve("policy.yaml"), """
          analysts: [alice]
          statistics: all
          tables: {visits: all}
          smallest_minimum_count: 3
          smallest_largest_count: 1000
          """);
      Files.writeString(site.resolve("visits.csv"), visits(party.name()));
      Files.writeString(site.resolve("node.yaml"), """
          party: %s
          identity: identity
          roster: ../roster.yaml
          policy: policy.yaml
          ledger: ledger.jsonl
          listen: {host: 127.0.0.1, port: %d}
          data:
            kind: duckdb
            tables:
              visits: {path: visits.csv, patient_id: pid}
          """.formatted(party, consortium.roster.party(party).orElseThrow().port()));
    }
  }

  /** One row per value; code C1 for all, C2 for the first patient of each site. */
  private static String visits(String site) {
    StringBuilder csv = new StringBuilder("pid,code,x\n");
    List<String> values = VALUES.get(site);
    for (int i = 0; i < values.size(); i++) {
      csv.append("p").append(i).append(i == 0 ? ",C2," : ",C1,").append(values.get(i)).append('\n');
    }
    return csv.toString();
  }

  @Test
  void ask_overCsvFiles_countsByCodeAndSuppresses() {
    QuerySpec query =
        query(
            "counts-by-code",
            Map.of(
                "column", new ParameterValue.Text("code"),
                "codes", new ParameterValue.Items(
                    List.of(new ParameterValue.Text("C1"), new ParameterValue.Text("C2"), new ParameterValue.Text("C3")))),
            4);

    Answer answer = ask(query).answer();

    List<Answer.Value> cells = ((Answer.Items) answer.fields().values().get("cells")).values();
    assertThat(((Answer.Fields) cells.get(0)).values()).containsEntry("count", new Answer.Whole(11));
    assertThat(((Answer.Fields) cells.get(1)).values()).containsEntry("count", new Answer.Suppressed(4, 1));
    assertThat(((Answer.Fields) cells.get(2)).values()).containsEntry("count", new Answer.Suppressed(4, 1));
  }

  @Test
  void ask_overCsvFiles_givesTheMeanOfAllSites() {
    QuerySpec query =
        query(
            "mean",
            Map.of(
                "column", new ParameterValue.Text("x"),
                "decimals", new ParameterValue.Number(BigDecimal.ONE),
                "low", new ParameterValue.Number(BigDecimal.ZERO),
                "high", new ParameterValue.Number(BigDecimal.TEN)),
            3);

    Map<String, Answer.Value> fields = ask(query).answer().fields().values();

    assertThat(fields).containsEntry("n", new Answer.Whole(12))
        .containsEntry("missing", Answer.Fields.of(Map.entry("count", new Answer.Suppressed(3, 1))));
    assertThat(((Answer.Real) fields.get("mean")).value()).isCloseTo(64.0 / 12, within(1e-9));
  }

  @Test
  void check_ofAPolicyThatNamesWhatThereIsNot_warns() throws IOException {
    Path north = folder.resolve("north");
    Files.writeString(north.resolve("policy.yaml"), """
        analysts: [alicia]
        statistics: [mean, cohort-cont]
        tables: {visits: [code, y], vistis: all}
        smallest_minimum_count: 1
        smallest_minimum_sites: 4
        maximum_codes: 10
        bounds: {visits: {x: [0, 10], xx: [0, 10], cod: names}, visit: {x: [0, 10]}}
        """);

    assertThat(texts(NodeFinding.Severity.WARNING))
        .anyMatch(text -> text.startsWith("policy: analysts: there is no alicia in the roster; it has alice"))
        .anyMatch(text -> text.startsWith("policy: statistics: there is no cohort-cont in 'jointly query list'; it has "))
        .anyMatch(text -> text.startsWith("policy: tables: there is no vistis in this node's data; it has visits"))
        .anyMatch(text -> text.equals("policy: smallest_minimum_sites is 4, but there are 3 sites: every query is refused"))
        .anyMatch(text -> text.equals("policy: tables: visits: there is no y in this node's table; it has code, x"))
        .anyMatch(text -> text.startsWith("policy: bounds: there is no visit in this node's data; it has visits"))
        .anyMatch(text -> text.equals("policy: bounds: visits: there is no xx in this node's table; it has code, x"))
        .anyMatch(text -> text.equals("policy: bounds: visits: there is no cod in this node's table; it has code, x"))
        .hasSize(8);
  }

  @Test
  void check_ofALedgerWithoutItsFolder_isAProblem() throws IOException {
    Path config = folder.resolve("north").resolve("node.yaml");
    Files.writeString(config, Files.readString(config).replaceAll("(?m)^ledger: .*", "ledger: nowhere/ledger.jsonl"));

    assertThat(texts(NodeFinding.Severity.PROBLEM)).singleElement().asString().contains("its folder").contains("does not exist");
  }

  private List<String> texts(NodeFinding.Severity severity) {
    return PartyNode.check(config("north"), clock, random, false).stream()
        .filter(finding -> finding.severity() == severity)
        .map(NodeFinding::text)
        .toList();
  }

  @Test
  void start_withSeveralWrongFiles_tellsAllProblemsAtOnce() throws IOException {
    Path north = folder.resolve("north");
    Files.writeString(north.resolve("policy.yaml"), "statistics: all\n");
    Files.delete(north.resolve("visits.csv"));
    Files.delete(north.resolve("identity").resolve("identity.key"));

    assertThatThrownBy(() -> start("north"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining("visits")
        .hasMessageContaining("identity.key");
  }

  @Test
  void start_withAnotherPartysKey_saysWhoseKeyIsWanted() throws IOException {
    Path config = folder.resolve("north").resolve("node.yaml");
    Files.writeString(config, Files.readString(config).replace("identity: identity", "identity: ../south/identity"));

    assertThatThrownBy(() -> start("north"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("for north")
        .hasMessageContaining(consortium.identity(consortium.party(1)).fingerprint().toString());
  }

  @Test
  void start_ofAPartyTheRosterDoesNotName_listsThoseItDoes() throws IOException {
    Path config = folder.resolve("north").resolve("node.yaml");
    Files.writeString(config, Files.readString(config).replace("party: north", "party: nroth"));

    assertThatThrownBy(() -> start("north"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("names no party nroth; it has north, south, west");
  }

  @Test
  void start_withAnExpiredCertificate_saysSinceWhen() {
    Clock later = Clock.offset(clock, Duration.ofDays(400));

    assertThatThrownBy(() -> PartyNode.start(config("north"), later, random))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("expired at " + consortium.identity(consortium.party(0)).notAfter());
  }

  @Test
  void start_onAPortInUse_saysSoAndLeavesNothingOpen() throws IOException {
    int port = consortium.roster.parties().get(0).port();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start("north"))
          .isInstanceOf(InvalidConfiguration.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }

    start("north").close();
  }

  @Test
  void start_ofASecondNodeOnTheSameLedger_isRefused() {
    try (PartyNode first = start("north")) {
      assertThatThrownBy(() -> start("north"))
          .isInstanceOf(InvalidConfiguration.class)
          .hasMessageContaining("is being written by another node");
      assertThat(first.linksUp()).isEmpty();
    }
  }

  @Test
  void check_ofSoundFiles_findsNoProblem() {
    List<NodeFinding> findings = PartyNode.check(config("north"), clock, random, true);

    assertThat(findings).noneMatch(finding -> finding.severity() == NodeFinding.Severity.PROBLEM);
    assertThat(findings).anyMatch(finding -> finding.text().contains("peer south") && finding.text().contains("cannot be reached"));
    assertThat(findings).anyMatch(finding -> finding.text().contains("tables visits can be read"));
  }

  @Test
  void read_ofAWrongNodeFile_alsoTellsWhatIsWrongWithTheOthers() throws IOException {
    Path north = folder.resolve("north");
    Files.writeString(north.resolve("node.yaml"), Files.readString(north.resolve("node.yaml")) + "limit: {}\n");
    Files.writeString(folder.resolve("roster.yaml"), "consortium: [\n");
    Files.writeString(north.resolve("policy.yaml"), "statistics: all\n");
    Files.delete(north.resolve("visits.csv"));

    assertThatThrownBy(() -> NodeConfig.readThoroughly(north.resolve("node.yaml"))).isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("node.yaml:").hasMessageContaining("roster.yaml:").hasMessageContaining("policy.yaml:")
        .hasMessageContaining("visits.csv");
  }

  @Test
  void check_whileTheNodeRuns_knowsItsOwnPort() throws IOException {
    PartyNode running = start("north");
    try {
      assertThat(texts(NodeFinding.Severity.PROBLEM)).isEmpty();
      assertThat(texts(NodeFinding.Severity.OK)).anyMatch(text -> text.startsWith("listening: the node runs already, on 127.0.0.1:"));
      Path south = folder.resolve("south").resolve("node.yaml");
      Files.writeString(south, Files.readString(south).replaceAll("port: \\d+", "port: " + running.address().getPort()));
      assertThat(PartyNode.check(config("south"), clock, random, false))
          .anyMatch(finding -> finding.severity() == NodeFinding.Severity.PROBLEM && finding.text().contains("cannot listen on 127.0.0.1:"));
    } finally {
      running.close();
    }
  }

  @Test
  void check_ofWrongFiles_findsEveryProblemAndWhatIsWell() throws IOException {
    Path north = folder.resolve("north");
    Files.writeString(north.resolve("policy.yaml"), "statistics: all\n");
    Files.delete(north.resolve("visits.csv"));

    List<NodeFinding> findings = PartyNode.check(config("north"), clock, random, false);

    List<String> problems =
        findings.stream().filter(finding -> finding.severity() == NodeFinding.Severity.PROBLEM).map(NodeFinding::text).toList();
    assertThat(problems).anyMatch(text -> text.contains("policy.yaml")).anyMatch(text -> text.contains("visits"));
    assertThat(findings).anyMatch(finding -> finding.text().startsWith("roster: consortium test consortium"));
  }

  private VerifiedOutcome ask(QuerySpec query) {
    List<PartyNode> nodes = new ArrayList<>();
    try {
      consortium.parties().forEach(party -> nodes.add(start(party.name())));
      nodes.forEach(node -> node.awaitPeers(Duration.ofSeconds(60)));
      return new QueryClient(clock, random)
          .run(consortium.roster, consortium.analyst, consortium.party(1), query, Duration.ofSeconds(20), ProgressListener.SILENT);
    } finally {
      nodes.forEach(PartyNode::close);
    }
  }

  private PartyNode start(String party) {
    return PartyNode.start(config(party), clock, random);
  }

  private NodeConfig config(String party) {
    return NodeConfig.read(folder.resolve(party).resolve("node.yaml"));
  }

  private static QuerySpec query(String statistic, Map<String, ParameterValue> parameters, long minimumCount) {
    return new QuerySpec(
        "a question",
        statistic,
        new Cohort("visits", new Predicate.Everyone()),
        new TreeMap<>(parameters),
        new ReleaseRule(minimumCount, 1, new ReleaseRule.Noise.None(), 1000));
  }
}
