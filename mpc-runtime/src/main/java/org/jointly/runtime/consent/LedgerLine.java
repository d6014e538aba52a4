package org.jointly.runtime.consent;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.runtime.consent.LedgerEntry.Kind;

/**
 * An entry as one line of JSON, in exactly one spelling: whatever reads JSON reads it, and nothing can be added to a line
 * that the hash does not see.
 *
 * <pre>{"number":1,"time":"2026-01-31T10:00:00Z","kind":"asked","fields":{"query":"…"},"previous":"00…","hash":"a3…"}</pre>
 */
final class LedgerLine {
  private final String text;
  private int at;

  private LedgerLine(String text) {
    this.text = text;
  }

  static String write(LedgerEntry entry) {
    StringBuilder out = new StringBuilder("{\"number\":").append(entry.number()).append(",\"time\":");
    string(out, entry.time().toString());
    string(out.append(",\"kind\":"), entry.kind().label());
    out.append(",\"fields\":{");
    String separator = "";
    for (Map.Entry<String, String> field : entry.fields().entrySet()) {
      string(out.append(separator), field.getKey());
      string(out.append(':'), field.getValue());
      separator = ",";
    }
    string(out.append("},\"previous\":"), entry.previous());
    string(out.append(",\"hash\":"), entry.hash());
    return out.append('}').toString();
  }

  /** In quotes; everything but printable ASCII is escaped, so that a terminal shows what is there. */
  private static void string(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** @throws IllegalArgumentException if the line is anything but what {@link #write} makes */
  static LedgerEntry parse(String line) {
    LedgerEntry entry = new LedgerLine(line).entry();
    if (!write(entry).equals(line)) {
      throw new IllegalArgumentException("is spelled differently from what a node writes");
    }
    return entry;
  }

  private LedgerEntry entry() {
    expect("{\"number\":");
    long number = number();
    expect(",\"time\":");
    Instant time = time(string());
    expect(",\"kind\":");
    Kind kind = kind(string());
    expect(",\"fields\":{");
    SortedMap<String, String> fields = fields();
    expect(",\"previous\":");
    String previous = hex(string());
    expect(",\"hash\":");
    String hash = hex(string());
    expect("}");
    if (at != text.length()) {
      throw malformed();
    }
    return new LedgerEntry(number, time, kind, fields, previous, hash);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("is not an entry of a ledger");
  }

  private void expect(String wanted) {
    if (!text.startsWith(wanted, at)) {
      throw malformed();
    }
    at += wanted.length();
  }

  private long number() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 18) {
      at++;
    }
    if (at == start) {
      throw malformed();
    }
    return Long.parseLong(text.substring(start, at));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw malformed();
    }
  }

  private static Kind kind(String label) {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw malformed();
  }

  private static String hex(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw malformed();
    }
    return text;
  }

  private SortedMap<String, String> fields() {
    SortedMap<String, String> fields = new TreeMap<>();
    while (!text.startsWith("}", at)) {
      if (!fields.isEmpty()) {
        expect(",");
      }
      String name = string();
      expect(":");
      fields.put(name, string());
    }
    expect("}");
    return fields;
  }

  private String string() {
    expect("\"");
    StringBuilder value = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw malformed();
      }
      char c = text.charAt(at++);
      if (c == '"') {
        if (!LedgerEntry.wellFormed(value.toString()).contentEquals(value)) {
          throw malformed();
        }
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    if (at >= text.length()) {
      throw malformed();
    }
    char c = text.charAt(at++);
    if (c != 'u') {
      return c;
    }
    if (at + 4 > text.length()) {
      throw malformed();
    }
    try {
      return (char) Integer.parseInt(text.substring(at, at += 4), 16);
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }
}
