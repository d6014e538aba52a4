package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.DataSettings.DatabaseTable;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.jointly.runtime.data.DataSettings.Format;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.Emulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
  private static final String HEAD =
      """
      party: north
      identity: identity
      roster: ../roster.yaml
      policy: policy.yaml
      ledger: /var/lib/jointly/ledger.jsonl
      listen: {host: 127.0.0.1, port: 7101}
      """;

  @TempDir Path folder;

  private NodeConfig read(String text) {
    return NodeConfig.read(new Reading(folder).file("north/node.yaml", text));
  }

  private List<String> problems(String text) {
    return new Reading(folder).problems(text, NodeConfig::read);
  }

  @Test
  void read_ofFiles_resolvesPathsAndFillsInDefaults() {
    NodeConfig config =
        read(HEAD
            + """
            data:
              kind: duckdb
              tables:
                diagnoses:
                  path: data/diagnoses.csv
                  patient_id: patient
                  columns: {code: icd10, age: alter in jahren}
                labs:
                  path: [data/labs-*.parquet, more.parquet]
                  patient_id: id
                notes: {path: notes.txt, format: csv, delimiter: "\\t", missing: [NA, .], patient_id: id}
                german: {path: g.csv, delimiter: ";", decimal: ",", date_format: dd.mm.yyyy, patient_id: id}
            """);

    assertThat(config.party()).isEqualTo(new PartyId("north"));
    assertThat(config.identity()).isEqualTo(folder.resolve("north/identity"));
    assertThat(config.roster()).isEqualTo(folder.resolve("roster.yaml"));
    assertThat(config.ledger()).isEqualTo(Path.of("/var/lib/jointly/ledger.jsonl"));
    assertThat(config.listen()).isEqualTo(new NodeConfig.Listen("127.0.0.1", 7101));
    assertThat(config.limits()).isEqualTo(new NodeConfig.Limits(Duration.ofSeconds(30), 4));
    assertThat(config.logLevel()).isEqualTo(NodeConfig.LogLevel.INFO);
    DataSettings.DuckDb data = (DataSettings.DuckDb) config.data();
    assertThat(data.tables().get("diagnoses"))
        .isEqualTo(new FileTable(List.of(folder.resolve("north/data/diagnoses.csv")), Format.CSV, "patient",
            Optional.of(Map.of("code", "icd10", "age", "alter in jahren")), DataSettings.CsvLayout.PLAIN));
    assertThat(data.tables().get("labs"))
        .isEqualTo(new FileTable(List.of(folder.resolve("north/data/labs-*.parquet"), folder.resolve("north/more.parquet")),
            Format.PARQUET, "id", Optional.empty(), DataSettings.CsvLayout.PLAIN));
    assertThat(data.tables().get("notes").csv()).isEqualTo(new DataSettings.CsvLayout('\t', List.of("NA", ".")));
    assertThat(data.tables().get("german").csv()).isEqualTo(new DataSettings.CsvLayout(';', List.of(), true, DataSettings.DateFormat.POINTS));
    assertThat(data.timeout()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void read_ofOtherSpellings_saysWhichThereAre() {
    String tables = """
            data:
              kind: duckdb
              tables:
                notes: {path: a.csv, patient_id: id, decimal: ";", date_format: jjjj}
                labs: {path: a.parquet, patient_id: id, decimal: ",", date_format: dd.mm.yyyy, missing: [NA]}
            """;

    assertThat(problems(HEAD + tables))
        .anySatisfy(problem -> assertThat(problem).endsWith("decimal: got \";\"; write \".\" or \",\""))
        .anySatisfy(problem -> assertThat(problem)
            .endsWith("date_format: got \"jjjj\"; write one of yyyy-mm-dd, dd.mm.yyyy, dd/mm/yyyy, mm/dd/yyyy, yyyymmdd"))
        .anySatisfy(problem -> assertThat(problem).endsWith("decimal: a Parquet file has numbers and dates; only CSV files spell them"))
        .anySatisfy(problem -> assertThat(problem).endsWith("date_format: a Parquet file has numbers and dates; only CSV files spell them"))
        .anySatisfy(problem -> assertThat(problem).contains("missing: a Parquet file knows"))
        .hasSize(5);
  }

  @Test
  void read_ofIdentifiers_keepsThemApartFromColumns() {
    String tables = """
            data:
              kind: duckdb
              tables:
                diagnoses:
                  path: data/diagnoses.csv
                  patient_id: patient
                  columns: {code: icd10%s}
                  identifiers: {insurance_number: kvnr}
            """;

    DataSettings.DuckDb data = (DataSettings.DuckDb) read(HEAD + tables.formatted("")).data();

    assertThat(data.tables().get("diagnoses").columns()).contains(Map.of("code", "icd10"));
    assertThat(data.tables().get("diagnoses").identifiers()).isEqualTo(Map.of("insurance_number", "kvnr"));
    assertThat(problems(HEAD + tables.formatted(", insurance_number: kvnr")))
        .singleElement().asString().endsWith("identifiers: insurance_number stands among the columns, too; write it in one place");
  }

  @Test
  void read_ofADatabase_takesThePasswordFromItsFileAndHidesIt() {
    new Reading(folder).file("north/secret", "hunter2\n");
    NodeConfig config =
        read(HEAD
            + """
            data:
              kind: postgresql
              url: jdbc:postgresql://localhost/research
              user: jointly
              password_file: secret
              timeout_seconds: 5
              tables:
                diagnoses: {table: omop.condition, patient_id: person_id, columns: {code: source_code}}
            limits: {session_deadline_seconds: 60, parallel_sessions: 2}
            log_level: debug
            """);

    DataSettings.Postgres data = (DataSettings.Postgres) config.data();
    assertThat(data.password().orElseThrow().value()).isEqualTo("hunter2");
    assertThat(config.toString()).doesNotContain("hunter2");
    assertThat(data.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(data.tables().get("diagnoses"))
        .isEqualTo(new DatabaseTable(Optional.of("omop"), "condition", "person_id", Map.of("code", "source_code")));
    assertThat(config.limits()).isEqualTo(new NodeConfig.Limits(Duration.ofSeconds(60), 2));
    assertThat(config.logLevel()).isEqualTo(NodeConfig.LogLevel.DEBUG);
  }

  @Test
  void read_withManyMistakes_tellsThemAllWithTheirLines() {
    List<String> problems =
        problems(
            """
            party: North
            identity: [a]
            rooster: ../roster.yaml
            policy:
            ledger: ledger.jsonl
            listen: {host: h, port: 70000, prot: 1}
            limits: {session_deadline_seconds: 0, parallel_sessions: two}
            log_level: loud
            data:
              kind: duckdb
              tables:
                di-agnoses: {path: a.csv, patient_id: p}
                labs: {path: a.txt, patient_id: p, columns: {a b: c}}
                notes: {path: [], delimiter: ab}
                more: {path: a.csv, patientid: p}
            """);

    assertThat(problems).extracting(problem -> problem.replaceAll("[;,] ?(got|write|did|a party|it|end).*", ""))
        .containsExactlyInAnyOrder(
            "1: party: a party name is 1 to 32 lowercase letters, digits or hyphens and begins with a letter",
            "2: identity: got a list",
            "3: rooster: there is no such key here",
            "4: policy: got nothing",
            "6: port: got \"70000\"",
            "6: prot: there is no such key here",
            "7: session_deadline_seconds: got \"0\"",
            "7: parallel_sessions: got \"two\"",
            "8: log_level: got \"loud\"",
            "12: tables: got \"di-agnoses\"",
            "13: path: the ending does not tell the format",
            "13: columns: got \"a b\"",
            "14: path: the list is empty",
            "14: has no patient_id",
            "14: delimiter: got \"ab\"",
            "15: patientid: there is no such key here");
  }

  @Test
  void read_ofDataThatIsNone_saysWhatToWrite() {
    assertThat(problems(HEAD)).singleElement().asString().startsWith("1: has no data");
    assertThat(problems(HEAD + "data: {kind: mysql}\n")).singleElement().asString().contains("7: kind: got \"mysql\"");
    assertThat(problems(HEAD + "data: {kind: duckdb, tables: {}}\n")).singleElement().asString().contains("tables: there are none");
    assertThat(problems(HEAD + "data: {kind: postgresql, url: 'jdbc:postgresql://h/d?password=x', user: u, password_env: NO_SUCH_VARIABLE, "
        + "tables: {t: {table: .x, patient_id: p, columns: {c: c}}}}\n"))
        .extracting(problem -> problem.replaceAll(";.*", ""))
        .containsExactlyInAnyOrder(
            "7: url: holds a password",
            "7: password_env: there is no environment variable \"NO_SUCH_VARIABLE\"",
            "7: table: got \".x\"");
    assertThat(problems(HEAD + "data: {kind: postgresql, url: 'http://h', user: u, password_file: absent, tables: {t: {table: x, patient_id: p}}}\n"))
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains("url: got \"http://h\""))
        .anySatisfy(problem -> assertThat(problem).contains("absent:0: does not exist"))
        .anySatisfy(problem -> assertThat(problem).contains("has no columns"));
  }

  private static final String NO_TABLES = "data: {kind: duckdb, tables: {d: {path: d.csv, patient_id: id}}}\n";

  @Test
  void emulation_isOffUnlessTheFileSaysOtherwise() {
    assertThat(read(HEAD + NO_TABLES).emulation()).isEmpty();
    assertThat(read(HEAD + NO_TABLES + "emulate: {rtt_micros: 20000, bandwidth_kbit: 100000, loss_per_million: 100}\n").emulation())
        .contains(new Emulation(Duration.ofMillis(20), Duration.ZERO, 100_000_000, 0.0001));
  }

  @Test
  void emulation_ofNoNetwork_isAProblem() {
    assertThat(problems(HEAD + NO_TABLES + "emulate: {bandwidth_kbit: 0, loss_per_million: 1000000}\n"))
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains("rtt_micros"))
        .anySatisfy(problem -> assertThat(problem).contains("bandwidth_kbit").contains("from 1 to"))
        .anySatisfy(problem -> assertThat(problem).contains("loss_per_million").contains("999999"));
  }
}
