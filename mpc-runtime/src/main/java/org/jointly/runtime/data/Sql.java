package org.jointly.runtime.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL text with the strings bound to its question marks, in order. The text is made of our own words and quoted
 * names of the site's mapping only.
 */
record Sql(String text, List<String> parameters) {
  Sql {
    parameters = List.copyOf(parameters);
  }

  static Sql of(String text, String... parameters) {
    return new Sql(text, List.of(parameters));
  }

  /** The pieces one after another, with a separator between them. */
  static Sql join(String separator, List<Sql> pieces) {
    StringBuilder text = new StringBuilder();
    List<String> parameters = new ArrayList<>();
    for (Sql piece : pieces) {
      if (!text.isEmpty()) {
        text.append(separator);
      }
      text.append(piece.text);
      parameters.addAll(piece.parameters);
    }
    return new Sql(text.toString(), parameters);
  }

  /** This piece between two texts. */
  Sql within(String before, String after) {
    return new Sql(before + text + after, parameters);
  }

  Sql then(Sql next) {
    return join("", List.of(this, next));
  }
}
