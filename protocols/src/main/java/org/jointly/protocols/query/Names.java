package org.jointly.protocols.query;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names of tables and columns, the same at every site: a letter or underscore, then letters, digits, underscores. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private Names() {}

  /**
   * What is wrong with a name, if anything.
   *
   * @param key what the query calls it, {@code table} or {@code column}; begins the problem
   */
  public static Optional<String> problem(String key, String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            key + ": got " + shown(name) + "; write 1 to 64 letters, digits or underscores, not beginning with a digit:"
                + " the consortium's name for it, which each site's node file maps to its own");
  }

  static void require(String key, String name) {
    problem(key, name).ifPresent(problem -> {
      throw new InvalidQueryException(problem);
    });
  }

  /** A text somebody else wrote, fit for a terminal: quoted, control characters replaced, shortened. */
  public static String shown(String text) {
    String start = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return '"' + start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?") + '"';
  }

  /** Whether a text has nothing in it that would play tricks on a terminal or a log. */
  public static boolean isPlain(String text) {
    return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    });
  }
}
