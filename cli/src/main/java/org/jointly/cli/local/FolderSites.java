package org.jointly.cli.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Names;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/**
 * Sites whose records are CSV files in folders, and who allow everything: they are the analyst's own.
 *
 * @param setting for as many parties
 * @param folders per site, in roster order, the folder with its files
 * @param table the one table there is; {@code <table>.csv} in each folder
 * @param patientId the column that tells patients apart
 * @param deadlineSeconds of each session
 */
public record FolderSites(Setting setting, Map<PartyId, Path> folders, String table, String patientId, long deadlineSeconds)
    implements Sites {

  @Override
  public String consortium() {
    return "rehearsal";
  }

  @Override
  public List<PartyId> parties() {
    return List.copyOf(folders.keySet());
  }

  @Override
  public AnalystId analyst() {
    return new AnalystId("analyst");
  }

  /** A site's one file. */
  public Path file(PartyId party) {
    return folders.get(party).resolve(table + ".csv").toAbsolutePath();
  }

  /** A rehearsal's patients may be looked for at all sites, if a query can name their column. */
  private String identifiers() {
    return Names.problem("column", patientId).isEmpty() ? ", identifiers: {" + patientId + ": " + patientId + "}" : "";
  }

  @Override
  public void write(PartyId party, Path folder, int port) {
    Text.write(
        folder.resolve("node.yaml"),
        """
        party: %s
        identity: identity
        roster: ../roster.yaml
        policy: policy.yaml
        ledger: ledger.jsonl
        listen: {host: 127.0.0.1, port: %d}
        data:
          kind: duckdb
          tables:
            %s: {path: %s, patient_id: %s%s}
          timeout_seconds: %d
        limits: {session_deadline_seconds: %d}
        """
            .formatted(party, port, table, Text.quoted(file(party).toString()), Text.quoted(patientId), identifiers(), deadlineSeconds, deadlineSeconds));
    Text.write(
        folder.resolve("policy.yaml"),
        """
        analysts: all
        statistics: all
        tables: {%s: all}
        smallest_minimum_count: 0
        smallest_largest_count: 1
        """
            .formatted(table));
  }
}
