package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jointly.cli.console.ExitCode;
import org.jointly.runtime.fault.FaultFamily;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID_QUERY, 3", "INVALID_CONFIGURATION, 3", "PEER_UNAVAILABLE, 4", "DEADLINE_EXCEEDED, 4", "ABORTED, 4", "BUSY, 4",
    "IDENTITY, 5", "PROTOCOL_VIOLATION, 6", "REFUSED, 7", "DATA, 8", "INTERNAL, 70"
  })
  void of_everyFamily_isTheDocumentedCode(FaultFamily family, int code) {
    assertThat(ExitCode.of(family).code()).isEqualTo(code);
  }

  @Test
  void codes_areDistinct() {
    List<Integer> codes = Stream.of(ExitCode.values()).map(ExitCode::code).toList();

    assertThat(codes).doesNotHaveDuplicates();
  }
}
