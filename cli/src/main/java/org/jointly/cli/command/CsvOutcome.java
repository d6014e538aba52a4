package org.jointly.cli.command;

import java.util.List;
import org.jointly.cli.console.Terminal;
import org.jointly.cli.render.Layout;
import org.jointly.cli.render.Rendering;

/** An answer as CSV: one table. Whoever reads it into a program is told, beside it, what it has no place for. */
final class CsvOutcome {
  private CsvOutcome() {}

  static void print(Layout answer, Terminal terminal) {
    Rendering.csv(answer).forEach(terminal.out()::println);
    List<String> rest = Rendering.notInCsv(answer);
    if (!rest.isEmpty()) {
      terminal.err().println("jointly: CSV is one table; not in it: " + String.join(", ", rest) + " (--output json has everything)");
    }
  }
}
