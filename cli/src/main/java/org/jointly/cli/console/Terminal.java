package org.jointly.cli.console;

import java.io.PrintStream;
import org.jointly.cli.render.TextTable;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param interactive whether a person watches {@code err}, so that a line may be overwritten to show progress
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  /** To the line's beginning, and erase it. */
  public static final String CLEAR_LINE = "\r\033[K";

  /** Whether a person watches; the launcher knows and says so, for Java 17 cannot ask about standard error. */
  public static boolean isWatched() {
    return Boolean.getBoolean("jointly.stderr.terminal") && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * Shows what is going on, on one line that the next call overwrites; nothing unless a person watches. Another party may have worded
   * it, so nothing is printed that the terminal would obey.
   */
  public void progress(String stage) {
    if (interactive) {
      err.print(CLEAR_LINE + TextTable.printable(stage));
      err.flush();
    }
  }

  /** Clears the progress line. */
  public void progressDone() {
    progress("");
  }
}
