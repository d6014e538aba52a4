package org.jointly.protocols.statistic.parameter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ParameterValue;

/**
 * A list of different words in a query: codes, or columns.
 *
 * @param noun one of them
 * @param wanted what to write instead of a wrong one
 */
record WordList(String noun, String wanted) {
  static final int MAXIMUM_CHARACTERS = 64;
  static final WordList CODES = new WordList("code", "a code of 1 to " + MAXIMUM_CHARACTERS
      + " characters without spaces around it, in quotes if it looks like a number");
  static final WordList COLUMNS = new WordList("column", "the name of a column");
  private static final int MOST_PROBLEMS = 10;

  /** Empty if there is a problem, of which at most ten are told. */
  Optional<List<String>> read(String parameter, List<ParameterValue> items, int atMost, List<String> problems) {
    if (items.isEmpty() || items.size() > atMost) {
      problems.add(parameter + ": got " + items.size() + " " + noun + "s; write 1 to " + atMost);
      return Optional.empty();
    }
    Set<String> words = new LinkedHashSet<>();
    int before = problems.size();
    for (int i = 0; i < items.size() && problems.size() < before + MOST_PROBLEMS; i++) {
      if (!(items.get(i) instanceof ParameterValue.Text text)) {
        problems.add(parameter + ": entry " + (i + 1) + " is something that is not text; write " + wanted);
      } else if (!isWord(text.value())) {
        problems.add(parameter + ": entry " + (i + 1) + " is " + Names.shown(text.value()) + "; write " + wanted);
      } else if (!words.add(text.value())) {
        problems.add(parameter + ": got " + Names.shown(text.value()) + " twice; write each " + noun + " once");
      }
    }
    return problems.size() == before ? Optional.of(List.copyOf(words)) : Optional.empty();
  }

  static boolean isWord(String text) {
    return !text.isEmpty() && text.length() <= MAXIMUM_CHARACTERS && text.strip().equals(text) && Names.isPlain(text);
  }
}
