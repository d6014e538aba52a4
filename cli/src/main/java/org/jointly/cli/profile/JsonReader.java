package org.jointly.cli.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) into maps, lists, texts, doubles and booleans. Strict, and for files of ours: no null, no duplicate names,
 * at most {@value #DEEPEST} levels.
 */
final class JsonReader {
  private static final int DEEPEST = 32;
  private static final int HEX = 16;
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** @throws IllegalArgumentException if it is no JSON, saying where */
  static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("the end");
    }
    return value;
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("no JSON at character " + at + ": expected " + wanted);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(String word) {
    space();
    boolean is = text.startsWith(word, at);
    at += is ? word.length() : 0;
    return is;
  }

  private void require(String word) {
    if (!skip(word)) {
      throw wrong(word);
    }
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels");
    }
    if (skip("{")) {
      return object(depth);
    }
    if (skip("[")) {
      return list(depth);
    }
    if (skip("\"")) {
      return string();
    }
    if (skip("true")) {
      return true;
    }
    return skip("false") ? (Object) false : number();
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (boolean more = !skip("}"); more; more = comma("}")) {
      require("\"");
      String name = string();
      require(":");
      if (members.put(name, value(depth + 1)) != null) {
        throw wrong("each name once");
      }
    }
    return members;
  }

  private List<Object> list(int depth) {
    List<Object> items = new ArrayList<>();
    for (boolean more = !skip("]"); more; more = comma("]")) {
      items.add(value(depth + 1));
    }
    return items;
  }

  private boolean comma(String end) {
    if (skip(end)) {
      return false;
    }
    require(",");
    return true;
  }

  private Double number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw wrong("a value");
    }
    at = number.end();
    return Double.valueOf(number.group());
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw wrong("no control character");
      }
      string.append(next == '\\' ? escaped() : next);
    }
    if (at == text.length()) {
      throw wrong("\"");
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char kind = at < text.length() ? text.charAt(at++) : ' ';
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an escape");
    };
  }

  private char unicode() {
    String digits = at + 4 <= text.length() ? text.substring(at, at + 4) : "";
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw wrong("four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(digits, HEX);
  }
}
