package org.jointly.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What another party worded has no power over a terminal. */
final class TerminalTest {
  private static final String WICKED = "\u001b[2J\u009b1mready\r\nparty north: \u202efine";

  @Test
  void progress_withWhatATerminalWouldObey_showsQuestionMarks() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);

    new Terminal(err, err, true).progress(WICKED);

    assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo(Terminal.CLEAR_LINE + "?[2J?1mready??party north: ?fine");
  }

  @Test
  void logLine_withWhatATerminalWouldObey_isOneLineOfText() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(Logging.PATTERN_DEBUG);
    layout.start();

    String line = layout.doLayout(new LoggingEvent("", context.getLogger("org.jointly.Test"), Level.WARN, "it ends: {}", null, new Object[] {WICKED}));

    assertThat(line).endsWith(" WARN  - Test - it ends: ?[2J?1mready | party north: ?fine" + System.lineSeparator());
  }
}
