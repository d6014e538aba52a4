package org.jointly.cli.render;

/** Text in HTML and SVG. */
public final class Html {
  private Html() {}

  /** The text as it is, also inside an attribute. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }
}
