package org.jointly.cli.render;

import java.util.HashMap;
import java.util.Map;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Value;

/** Says once why values do not exist: at the first line with a reason. Later lines with the same one refer to it. */
public final class Reasons {
  private final Map<Value, String> said = new HashMap<>();

  /** What to print of the next line. */
  public String next(Layout.Line line) {
    if (!(line.value() instanceof NotAvailable) || !said.containsKey(line.value())) {
      said.put(line.value(), line.name());
      return Cell.forPeople(line.name(), line.value());
    }
    String first = said.get(line.value());
    return first.equals(line.name()) ? "n/a" : "n/a (as " + Rendering.label(first) + ")";
  }
}
