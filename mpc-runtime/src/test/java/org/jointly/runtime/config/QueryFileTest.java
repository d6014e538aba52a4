package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jointly.protocols.query.CodeHierarchy;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryFileTest {
  private static final String WHOLE =
      """
      name: Rare diseases seen at three hospitals
      statistic: counts-by-code
      cohort:
        table: diagnoses
        where:
          - {column: age, at_least: 18}
          - {column: code, starts_with: 1E5}
          - {column: status, in: [alive, unknown]}
          - {column: onset, between: [2010-01-01, 2020-12-31]}
          - {column: death_date, missing: true}
          - any:
              - {column: score, less_than: 0.10, not_equals: -1}
              - not: {column: smoker, equals: true}
              - {column: seen, missing: false}
      column: code
      codes: [E75.2, 007.0, 1E50, "x"]
      match: exact
      release:
        minimum_count: 11
      """;

  @TempDir Path folder;

  private QueryFile read(String text) {
    return QueryFile.read(new Reading(folder).file("q/query.yaml", text));
  }

  private List<String> problems(String text) {
    return new Reading(folder).problems(text, QueryFile::read);
  }

  private static ParameterValue text(String value) {
    return new ParameterValue.Text(value);
  }

  /** One code of that name is in no data: it would be suppressed, as any count below the minimum. */
  @Test
  void read_ofCodesWithoutBrackets_isRefused() {
    String query = "name: n\nstatistic: counts-by-code\ncohort: {table: t}\nrelease: {minimum_count: 1}\ncolumn: code\ncodes: %s\n";

    assertThat(problems(query.formatted("E75.2, E76.1")))
        .containsExactly("6: codes: got \"E75.2, E76.1\"; write a list such as [E75.2, E76.1], or one text in quotes");
    assertThat(read(query.formatted("E75.2")).spec().parameters().get("codes")).isEqualTo(new ParameterValue.Items(List.of(text("E75.2"))));
    assertThat(read(query.formatted("'a, b'")).spec().parameters().get("codes")).isEqualTo(new ParameterValue.Items(List.of(text("a, b"))));
  }

  @Test
  void read_ofAWholeQuery_givesItsSpec() {
    QuerySpec spec = read(WHOLE).spec();

    assertThat(spec.name()).isEqualTo("Rare diseases seen at three hospitals");
    assertThat(spec.statistic()).isEqualTo("counts-by-code");
    assertThat(spec.release()).isEqualTo(new ReleaseRule(11, 1, new ReleaseRule.Noise.None(), 300_000));
    assertThat(spec.parameters()).containsOnlyKeys("column", "codes", "match");
    assertThat(spec.parameters().get("codes"))
        .isEqualTo(new ParameterValue.Items(List.of(text("E75.2"), text("007.0"), text("1E50"), text("x"))));
    assertThat(spec.cohort().table()).isEqualTo("diagnoses");
    assertThat(spec.cohort().where())
        .isEqualTo(
            new Predicate.And(
                List.of(
                    new Predicate.Compare("age", Comparison.AT_LEAST, new Literal.Number(new BigDecimal("18"))),
                    new Predicate.StartsWith("code", "1E5"),
                    new Predicate.In("status", List.of(new Literal.Text("alive"), new Literal.Text("unknown"))),
                    new Predicate.Between(
                        "onset",
                        new Literal.Day(LocalDate.of(2010, 1, 1)),
                        new Literal.Day(LocalDate.of(2020, 12, 31))),
                    new Predicate.IsMissing("death_date"),
                    new Predicate.Or(
                        List.of(
                            new Predicate.And(
                                List.of(
                                    new Predicate.Compare("score", Comparison.NOT_EQUAL, new Literal.Number(new BigDecimal("-1"))),
                                    new Predicate.Compare("score", Comparison.LESS, new Literal.Number(new BigDecimal("0.10"))))),
                            new Predicate.Not(new Predicate.Compare("smoker", Comparison.EQUAL, new Literal.Flag(true))),
                            new Predicate.Not(new Predicate.IsMissing("seen")))))));
  }

  @Test
  void read_withoutWhere_isEveryone() {
    assertThat(read("name: n\nstatistic: cohort-count\ncohort: {table: t}\nrelease: {minimum_count: 5}\n").spec().cohort().where())
        .isEqualTo(new Predicate.Everyone());
  }

  @Test
  void read_ofParameters_keepsWhatIsWritten() {
    QuerySpec spec =
        read("name: n\nstatistic: s\ncohort: {table: t}\nrelease: {minimum_count: 5}\n"
            + "low: 1.50\nedges: [0, 1e1]\nflag: true\nday: 2020-01-01\nquoted: '5'\ndeep: {a: {b: x}}\n").spec();

    assertThat(spec.parameters().get("low")).isEqualTo(new ParameterValue.Number(new BigDecimal("1.50")));
    assertThat(spec.parameters().get("edges"))
        .isEqualTo(new ParameterValue.Items(
            List.of(new ParameterValue.Number(BigDecimal.ZERO), new ParameterValue.Number(new BigDecimal("1e1")))));
    assertThat(spec.parameters().get("flag")).isEqualTo(new ParameterValue.Flag(true));
    assertThat(spec.parameters().get("day")).isEqualTo(text("2020-01-01"));
    assertThat(spec.parameters().get("quoted")).isEqualTo(text("5"));
    TreeMap<String, ParameterValue> inner = new TreeMap<>();
    inner.put("b", text("x"));
    TreeMap<String, ParameterValue> outer = new TreeMap<>();
    outer.put("a", new ParameterValue.Fields(inner));
    assertThat(spec.parameters().get("deep")).isEqualTo(new ParameterValue.Fields(outer));
  }

  @Test
  void lines_ofAParameter_isItsLine_andPlannersProblemsAreLocated() {
    QueryFile query = read(WHOLE);

    assertThat(query.lines()).containsEntry("column", 15);
    assertThat(query.lines()).containsEntry("minimum_count", 19);
    assertThat(query.lines()).doesNotContainKey("threshold");
    assertThat(query.located(new InvalidQueryException(List.of("codes: E75.2 is listed twice", "no such thing"))).problems())
        .extracting(problem -> problem.line() + " " + problem.message())
        .containsExactly("16 codes: E75.2 is listed twice", "0 no such thing");
  }

  @Test
  void located_problemsOfNestedKeys_haveTheirOwnLine() {
    QueryFile query =
        read(
            """
            name: Lengths of stay
            statistic: t-test
            cohort: {table: stays}
            value:
              column: days
              low: 0
            groups: {column: sex, values: [f, m]}
            predictors:
              - {column: a, values: [0, 1]}
              - column: b
                low: 1
            release: {minimum_count: 11}
            """);

    assertThat(query.located(new InvalidQueryException(List.of(
            "value.low: got 0", "value.high: is missing", "groups.values: wrong", "predictors[2].low: got 1",
            "predictors[2].high: is missing", "predictors[3]: no", "release: no", "elsewhere.low: no"))).problems())
        .extracting(problem -> problem.line())
        .containsExactly(6, 4, 7, 11, 10, 8, 12, 0);
  }

  @Test
  void read_withManyMistakes_tellsThemAllWithTheirLines() {
    List<String> problems =
        problems(
            """
            name: n
            statistc: cohort-count
            cohort:
              tabel: diagnoses
              where:
                - {column: age, atleast: 18}
                - {column: 9lives, missing: true}
                - {column: age}
                - {column: age, at_least: eighteen}
                - {column: age, at_least: "18"}
                - {column: onset, between: [2010-02-30, 2011-01-01]}
                - {column: age, between: [65, 18]}
                - {column: status, in: [1, a]}
                - {column: status, equals: }
                - {column: status, missing: maybe}
                - any: []
                - {any: [{column: a, missing: true}], column: b}
                - just text
            release:
              minimum_count: eleven
              minimum_sites: 0
              noise: laplace
              maximum: 3
            """);

    assertThat(problems).extracting(problem -> problem.replaceAll(";.*", ""))
        .containsExactly(
            "2: statistc: there is no such key here",
            "4: tabel: there is no such key here",
            "6: atleast: there is no such key here",
            "7: column: got \"9lives\"",
            "8: column: has no comparison beside it",
            "9: at_least: got \"eighteen\"",
            "10: at_least: got text, for it is in quotes",
            "11: between: there is no day \"2010-02-30\"",
            "12: between: the first value is above the second, so nothing lies between",
            "13: in: mixes text, numbers or dates",
            "14: equals: got nothing",
            "15: missing: got \"maybe\"",
            "16: any: the list is empty",
            "17: any: stands beside other keys",
            "18: where: got \"just text\"",
            "20: minimum_count: got \"eleven\"",
            "21: minimum_sites: got \"0\"",
            "22: noise: got \"laplace\"",
            "23: maximum: there is no such key here");
    assertThat(problems.get(0)).endsWith("did you mean statistic?");
    assertThat(problems.get(1)).endsWith("did you mean table?");
    assertThat(problems.get(2)).endsWith("did you mean at_least?");
  }

  @Test
  void read_withoutWhatMustBeThere_saysWhatToWrite() {
    assertThat(problems("statistic: mean\n")).containsExactly(
        "1: has no name; write for example \"name: Rare diseases seen at three hospitals\"",
        "1: has no cohort; write for example \"cohort: {table: diagnoses}\"",
        "1: has no release; write for example \"release: {minimum_count: 11}\"");
    assertThat(problems("name: n\nstatistic: s\ncohort: {table: t}\nrelease: {}\n"))
        .containsExactly("4: has no minimum_count; write for example \"minimum_count: 0\"");
    assertThat(problems("- a\n")).singleElement().asString().startsWith("1: query: got a list");
    assertThat(problems("just a word\n")).singleElement().asString().startsWith("1: query: got \"just a word\"");
  }

  @Test
  void read_ofAReleaseThatCannotBe_hasItsLine() {
    assertThat(problems("name: n\nstatistic: s\ncohort: {table: t}\nrelease:\n  minimum_count: 11\n  largest_count_per_site: 10\n"))
        .singleElement().asString().startsWith("5: minimum_count: got 11, above largest_count_per_site 10");
    assertThat(problems("name: \"\"\nstatistic: s\ncohort: {table: 't;'}\nrelease: {minimum_count: 1}\n"))
        .satisfiesExactly(
            name -> assertThat(name).startsWith("1: name: got \"\""),
            table -> assertThat(table).startsWith("3: table: got \"t;\""));
  }

  @Test
  void read_withProblems_alsoSaysWhatAPlannerWould_butNotTwice() {
    String query = "name: n\nstatistic: s\ncohort: {tabel: t}\nedges: 5\nlow:\nrelease: {minimum_count: x}\n";
    Consumer<QuerySpec> planner = spec -> {
      assertThat(spec.parameters()).containsOnlyKeys("edges");
      throw new InvalidQueryException(List.of("statistic: no such", "edges: is not a list", "low: is missing", "high: is missing"));
    };

    assertThat(new Reading(folder).problems(query, file -> QueryFile.read(file, planner)))
        .containsExactlyInAnyOrder(
            "0: high: is missing",
            "2: statistic: no such",
            "3: tabel: there is no such key here; did you mean table?",
            "4: edges: is not a list",
            "5: low: got nothing; write a value, or leave the key out",
            "6: minimum_count: got \"x\"; write a whole number that is 0 or more");
  }

  @Test
  void read_withoutProblems_plansNothing() {
    QueryFile.read(new Reading(folder).file("q/query.yaml", WHOLE), spec -> {
      throw new AssertionError("planned");
    });
  }

  @Test
  void read_withACodesFile_takesItsFirstColumn() {
    Reading files = new Reading(folder);
    String query = "name: n\nstatistic: counts-by-code\ncohort: {table: t}\nrelease: {minimum_count: 1}\ncolumn: code\ncodes_file: %s\n";
    files.file("q/table.csv", "\ufeffcode,label\r\n\"E75.2\",\"Krabbe, \"\"late\"\"\nor so\"\r\n 007.0 ;x\r\n\r\n1E50\tz");
    files.file("q/plain.txt", "E1\nE2\n");

    assertThat(read(query.formatted("table.csv")).spec().parameters().get("codes"))
        .isEqualTo(new ParameterValue.Items(List.of(text("E75.2"), text("007.0"), text("1E50"))));
    QueryFile plain = read(query.formatted("plain.txt"));
    assertThat(plain.spec().parameters()).doesNotContainKey("codes_file");
    assertThat(plain.spec().parameters().get("codes")).isEqualTo(new ParameterValue.Items(List.of(text("E1"), text("E2"))));
    assertThat(plain.lines()).containsEntry("codes", 6);
  }

  @Test
  void read_withABadCodesFile_saysWhere() {
    Reading files = new Reading(folder);
    String query = "name: n\nstatistic: s\ncohort: {table: t}\nrelease: {minimum_count: 1}\ncodes_file: %s\n";
    files.file("twice.csv", "code\nA\nB\nA\n");
    files.file("empty.csv", "\n\n");
    files.file("header.csv", "code\n");

    assertThat(problems(query.formatted("twice.csv"))).containsExactly("twice.csv:4: code \"A\" stands already in line 2; list it once");
    assertThat(problems(query.formatted("empty.csv"))).singleElement().asString().startsWith("empty.csv:0: has no code");
    assertThat(problems(query.formatted("header.csv"))).singleElement().asString().startsWith("header.csv:0: has no code");
    assertThat(problems(query.formatted("absent.csv"))).containsExactly("absent.csv:0: does not exist");
    assertThat(problems(query.formatted("twice.csv") + "codes: [A]\n"))
        .containsExactly("5: codes_file: stands beside codes; write one of them");
  }

  /** Labels with inches or one mark too many; a mark that swallowed lines would lose their codes in silence. */
  @Test
  void read_withQuotationMarksInTheFilesTexts_losesNoLine() {
    Reading files = new Reading(folder);
    String query = "name: n\nstatistic: s\ncohort: {table: t}\nrelease: {minimum_count: 1}\ncodes_file: %s\n";
    files.file("q/inches.csv", "code,label\nE1,5\" wide\nE2,Morbus \"X\nE3, \"a, \"\"b\"\"\"\n");
    files.file("open.csv", "code,label\nE1,\"never closed\nE2,x\n");
    files.file("open-tree.csv", "code,parent\nE1,\"E\nE2,E\n");

    assertThat(read(query.formatted("inches.csv")).spec().parameters().get("codes"))
        .isEqualTo(new ParameterValue.Items(List.of(text("E1"), text("E2"), text("E3"))));
    assertThat(problems(query.formatted("open.csv")))
        .containsExactly("open.csv:2: a quotation mark opens here and none closes it; close it, or write two for one that is text");
    assertThat(problems(WITH_HIERARCHY.formatted("open-tree.csv"))).singleElement().asString()
        .startsWith("open-tree.csv:2: a quotation mark opens here");
  }

  @Test
  void read_ofAHundredThousandCodes_isQuickAndKeepsThemAll() {
    StringBuilder codes = new StringBuilder("code\n");
    for (int i = 0; i < 100_000; i++) {
      codes.append('C').append(i).append('\n');
    }
    Reading files = new Reading(folder);
    files.file("q/many.csv", codes.toString());
    files.file("many1.csv", codes + "one more\n");
    String query = "name: n\nstatistic: s\ncohort: {table: t}\nrelease: {minimum_count: 1}\ncodes_file: %s\n";

    ParameterValue.Items read = (ParameterValue.Items) read(query.formatted("many.csv")).spec().parameters().get("codes");
    assertThat(read.values()).hasSize(100_000);
    assertThat(problems(query.formatted("many1.csv"))).singleElement().asString().startsWith("many1.csv:100002: there are more than 100000");
  }

  private static final String WITH_HIERARCHY =
      "name: n\nstatistic: counts-by-code\ncohort: {table: t}\nrelease: {minimum_count: 1}\ncolumn: code\ncodes: [E75, E76.1]\nhierarchy: %s\n";

  @Test
  void read_withAHierarchy_takesWhatIsAtAndBelowTheCodes() {
    Reading files = new Reading(folder);
    files.file("q/tree.csv", "\ufeffcode,parent,label\r\nE75,E70-E90,\"Sphingo,\nlipids\"\r\n\r\n E75.2 ;E75\nE75.22\tE75.2\nE76.1,E76\nE84,E70-E90\nE76.1\n");

    QueryFile read = read(WITH_HIERARCHY.formatted("tree.csv"));

    assertThat(CodeHierarchy.of(read.spec().parameters().get("hierarchy")).orElseThrow().children())
        .isEqualTo(Map.of("E75", List.of("E75.2"), "E75.2", List.of("E75.22"), "E76.1", List.of()));
    assertThat(read.lines()).containsEntry("hierarchy", 7);
  }

  @Test
  void read_withABadHierarchy_saysWhere() {
    Reading files = new Reading(folder);
    files.file("circle.csv", "code,parent\nE75,E7\nE7,E\nE,E75\nX,E75\n");
    files.file("itself.csv", "E75,E75\n");
    files.file("twice.csv", "E75,E7\n\nE75 , E7\n");
    files.file("nameless.csv", "child,parent\n,E7\n");
    files.file("empty.csv", "code,parent\n\n");
    files.file("long.csv", "a,b\n".repeat(20));

    assertThat(problems(WITH_HIERARCHY.formatted("circle.csv"))).containsExactly(
        "circle.csv:3: code \"E\" is below itself, by way of \"E7\"; take one line of the circle out");
    assertThat(problems(WITH_HIERARCHY.formatted("itself.csv")))
        .containsExactly("itself.csv:1: code \"E75\" is below itself; take the line out");
    assertThat(problems(WITH_HIERARCHY.formatted("twice.csv")))
        .containsExactly("twice.csv:3: says what line 1 says; take one of them out");
    assertThat(problems(WITH_HIERARCHY.formatted("nameless.csv")))
        .containsExactly("nameless.csv:2: has no code below \"E7\"; write code,code above it");
    assertThat(problems(WITH_HIERARCHY.formatted("empty.csv"))).singleElement().asString().startsWith("empty.csv:0: has no code");
    assertThat(problems(WITH_HIERARCHY.formatted("absent.csv"))).containsExactly("absent.csv:0: does not exist");
    assertThat(problems(WITH_HIERARCHY.formatted("long.csv"))).hasSize(10);
  }

  @Test
  void read_ofALargeHierarchy_keepsThePartBelowTheCodes() {
    StringBuilder links = new StringBuilder("code,parent\n");
    for (int i = 1; i < 200_000; i++) {
      links.append('E').append(i).append(",E").append(i / 2).append('\n');
    }
    Reading files = new Reading(folder);
    files.file("q/large.csv", links.append("E76.1,E0\n").toString());

    QueryFile read = read(WITH_HIERARCHY.formatted("large.csv"));

    CodeHierarchy part = CodeHierarchy.of(read.spec().parameters().get("hierarchy")).orElseThrow();
    assertThat(part.below("E75")).hasSize(4095).hasSize(part.codes().size() - 1);
  }
}
