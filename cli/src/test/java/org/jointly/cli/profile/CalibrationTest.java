package org.jointly.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  private static final Calibration CALIBRATION = new Calibration(Map.of(
      "shamir.malicious", new Calibration.Rate(1000, 0.25), "spdz.malicious", new Calibration.Rate(1e6, 12)));

  @TempDir private Path folder;

  private static SecurityModel model(String suite, Adversary adversary) {
    return new SecurityModel(suite, adversary, 1, 3, "2^61-1", 61, 0);
  }

  @Test
  void seconds_areThoseOfRoundsAndBytes_orUnknown() {
    assertThat(CALIBRATION.seconds(model("shamir", Adversary.MALICIOUS), 10, 4000)).contains(11_000 / 1e9);
    assertThat(CALIBRATION.seconds(model("shamir", Adversary.SEMI_HONEST), 10, 4000)).isEmpty();
  }

  @Test
  void file_givesBackWhatWasWritten() {
    Path file = folder.resolve("new").resolve("calibration.properties");

    CALIBRATION.write(file);

    assertThat(Calibration.read(file)).isEqualTo(CALIBRATION);
  }

  @Test
  void absentFile_knowsNothing() {
    assertThat(Calibration.read(folder.resolve("absent")).rates()).isEmpty();
  }

  @Test
  void wrongFile_isAProblemOfThatFile() throws IOException {
    for (String text : List.of(
        "a.nanos_per_round=1", "a.nanos_per_round=x\na.nanos_per_byte=1", "a.nanos_per_round=-1\na.nanos_per_byte=1",
        "a.nanos_per_round=NaN\na.nanos_per_byte=1", "x=\\u12")) {
      Path file = Files.writeString(folder.resolve("wrong"), text);

      assertThatThrownBy(() -> Calibration.read(file)).as(text).isInstanceOf(InvalidConfiguration.class).hasMessageContaining("calibrate");
    }
  }
}
