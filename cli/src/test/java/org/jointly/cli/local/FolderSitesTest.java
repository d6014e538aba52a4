package org.jointly.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.data.DataSettings;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSitesTest {
  @TempDir private Path folder;

  @Test
  void node_ofAColumnWithQuotesInItsName_isReadAsItIs() {
    PartyId north = new PartyId("north");
    DataSettings.CsvLayout csv = new DataSettings.CsvLayout('\t', List.of("NA", "\""), true, DataSettings.DateFormat.MONTH_FIRST);
    FolderSites sites = new FolderSites(new Setting(3, "shamir", Adversary.SEMI_HONEST), Map.of(north, folder.resolve("a \"b\"")), "diagnoses", "patient \"id\" \\ x", csv, 30);

    sites.write(north, folder, 7101);

    NodeConfig config = NodeConfig.read(folder.resolve("node.yaml"));
    assertThat(config.data()).isInstanceOfSatisfying(DataSettings.DuckDb.class, files ->
        assertThat(files.tables().get("diagnoses").patientId()).isEqualTo("patient \"id\" \\ x"));
    assertThat(config.data()).isInstanceOfSatisfying(DataSettings.DuckDb.class, files ->
        assertThat(files.tables().get("diagnoses").csv()).isEqualTo(csv));
  }
}
