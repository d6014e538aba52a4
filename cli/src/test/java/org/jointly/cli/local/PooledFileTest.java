package org.jointly.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PooledFileTest {
  @TempDir private Path folder;

  private String pooled(String north, String south) throws IOException {
    return pooled(north, south, CsvLayout.PLAIN);
  }

  private String pooled(String north, String south, CsvLayout layout) throws IOException {
    Map<PartyId, Path> files = new LinkedHashMap<>();
    files.put(new PartyId("north"), Files.writeString(folder.resolve("north.csv"), north));
    files.put(new PartyId("south"), Files.writeString(folder.resolve("south.csv"), south));
    Path all = folder.resolve("all.csv");
    PooledFile.write(files, "patient_id", layout, all);
    return Files.readString(all);
  }

  @Test
  void patients_ofTwoSites_areToldApart_andColumnsFoundByName() throws IOException {
    String all = pooled("patient_id,code\nP1,E75.2\n", "code,patient_id,age\nE75.2,P1,40\n");

    assertThat(all)
        .isEqualTo(
            """
            "age","code","patient_id"
            ,"E75.2","north:P1"
            "40","E75.2","south:P1"
            """);
  }

  @Test
  void blanks_aroundValues_makeNoOtherPatientOrColumn() throws IOException {
    assertThat(pooled("patient_id ;code\n P1;E1 \n ;E2\n", "patient_id; code\nP1 ;1,5\n", new CsvLayout(';', List.of())))
        .isEqualTo(
            """
            "code","patient_id"
            "E1","north:P1"
            "E2",
            "1,5","south:P1"
            """);
  }

  @Test
  void patient_thatIsMissing_staysMissing() throws IOException {
    assertThat(pooled("patient_id,code\n,E1\n", "patient_id,code\n")).isEqualTo("\"code\",\"patient_id\"\n\"E1\",\n");
  }

  @Test
  void row_ofAnotherLength_namesThePartyAndFile() {
    assertThatThrownBy(() -> pooled("patient_id,code\nP1\n", "patient_id,code\n"))
        .isInstanceOf(DataFailure.class)
        .hasMessageContaining("party north")
        .hasMessageContaining("north.csv");
  }

  @Test
  void file_thatIsEmpty_isAFailure() {
    assertThatThrownBy(() -> pooled("", "patient_id\n")).isInstanceOf(DataFailure.class).hasMessageContaining("is empty");
  }
}
