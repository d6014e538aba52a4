package org.jointly.cli.local;

import java.nio.file.Path;
import java.util.Locale;
import org.jointly.runtime.party.PartyId;

/**
 * A site of one CSV file that allows everything: it is the analyst's own.
 *
 * @param table its name
 * @param file absolute
 * @param patientId the column that tells patients apart
 * @param more further settings of the table, as YAML after a comma; may be empty
 * @param deadlineSeconds of each session and of its own queries
 */
record OneTableSite(String table, Path file, String patientId, String more, long deadlineSeconds) {

  /**
   * Writes {@code node.yaml} and {@code policy.yaml}.
   *
   * @param rest further lines of the node's file; may be empty
   */
  void write(PartyId party, Path folder, int port, String rest) {
    Text.write(
        folder.resolve("node.yaml"),
        String.format(Locale.ROOT, """
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
        """, party, port, table, Text.quoted(file.toString()), Text.quoted(patientId), more, deadlineSeconds, deadlineSeconds) + rest);
    Text.write(
        folder.resolve("policy.yaml"),
        """
        analysts: all
        statistics: all
        tables: {TABLE: all}
        smallest_minimum_count: 0
        smallest_largest_count: 1
        """
            .replace("TABLE", table));
  }
}
