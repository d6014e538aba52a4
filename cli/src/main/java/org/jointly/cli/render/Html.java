package org.jointly.cli.render;

/** Text in HTML and SVG. */
public final class Html {
  private Html() {}

  /** The text as it is, also inside an attribute; what is no character, or steers a reader's eye unseen, becomes {@code ?}. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.appendCodePoint(isText(c) ? c : '?');
      }
    });
    return escaped.toString();
  }

  private static boolean isText(int c) {
    return c == '\n' || TextTable.isPrintable(c) && Character.getType(c) != Character.SURROGATE && (c & 0xFFFE) != 0xFFFE;
  }

  /** An element with text. */
  public static String element(String name, String text) {
    return "<" + name + ">" + escaped(text) + "</" + name + ">";
  }
}
