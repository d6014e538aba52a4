package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Flag;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;

/**
 * Writes a value as JSON (RFC 8259).
 *
 * <p>Numbers are written by {@code Double.toString} and {@code Long.toString}, so that reading them gives the same number. A suppressed
 * number has no name and no value: where {@code "count": 12} would stand, {@code "suppressed": true} does. A number that does not
 * exist is {@code {"notAvailable": reason}}. What fits a line stays on one. Characters that a terminal would obey are escaped.
 *
 * <p>Our own, because a library would need a second tree and a rule for each of these; it only writes.
 */
public final class Json {
  private static final int LINE = 100;
  private static final String INDENT = "  ";

  private Json() {}

  /** The text of a value, without a line break at its end. */
  public static String of(Value value) {
    return write(value, "");
  }

  private static String write(Value value, String indent) {
    if (value instanceof Fields fields) {
      return structure('{', members(fields, indent + INDENT), '}', indent);
    }
    if (value instanceof Items items) {
      List<String> parts = items.values().stream().map(item -> write(item, indent + INDENT)).toList();
      return structure('[', parts, ']', indent);
    }
    return scalar(value);
  }

  private static List<String> members(Fields fields, String indent) {
    List<String> members = new ArrayList<>();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      members.add(
          field.getValue() instanceof Suppressed
              ? "\"suppressed\": true"
              : quoted(field.getKey()) + ": " + write(field.getValue(), indent));
    }
    return members;
  }

  private static String structure(char open, List<String> parts, char close, String indent) {
    int length = parts.stream().mapToInt(part -> part.length() + 2).sum() + indent.length();
    boolean flat = length <= LINE && parts.stream().noneMatch(part -> part.indexOf('\n') >= 0);
    if (flat) {
      return open + String.join(", ", parts) + close;
    }
    String between = "\n" + indent + INDENT;
    return open + between + String.join("," + between, parts) + "\n" + indent + close;
  }

  private static String scalar(Value value) {
    if (value instanceof Whole whole) {
      return Long.toString(whole.value());
    }
    if (value instanceof Real real) {
      return Double.toString(real.value());
    }
    if (value instanceof Text text) {
      return quoted(text.value());
    }
    if (value instanceof Flag flag) {
      return Boolean.toString(flag.value());
    }
    if (value instanceof NotAvailable absent) {
      return "{\"notAvailable\": " + quoted(absent.reason()) + "}";
    }
    if (value instanceof Suppressed) {
      return "{\"suppressed\": true}";
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass().getSimpleName());
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (Character.isSurrogate(c) ? !paired(text, i) : !TextTable.isPrintable(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
