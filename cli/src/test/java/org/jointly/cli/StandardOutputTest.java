package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private static StandardOutput failing(String message) {
    return new StandardOutput(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }

  @Test
  void failure_thatAPrintStreamSwallows_isRemembered() {
    StandardOutput sink = failing("No space left on device");

    new PrintStream(sink, true).println("result");

    assertThat(sink.failure()).hasValueSatisfying(failure -> assertThat(StandardOutput.isBrokenPipe(failure)).isFalse());
  }

  @Test
  void pipe_thatIsClosed_isToldApart() {
    StandardOutput sink = failing("Broken pipe");

    new PrintStream(sink, true).println("result");

    assertThat(sink.failure()).hasValueSatisfying(failure -> assertThat(StandardOutput.isBrokenPipe(failure)).isTrue());
  }
}
