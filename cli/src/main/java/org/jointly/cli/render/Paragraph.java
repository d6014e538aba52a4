package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prose in lines that fit a terminal. */
public final class Paragraph {
  /** As wide as help texts. */
  public static final int WIDTH = 100;

  private Paragraph() {}

  /** The words, in lines of at most so many characters unless a word is longer, the first behind one indent and the others behind another. */
  public static List<String> lines(String first, String others, String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    int indent = first.length();
    for (String word : text.split(" ")) {
      if (line.length() > indent && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(others);
        indent = others.length();
      }
      line.append(line.length() > indent ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Sentences, numbered from 1. */
  public static List<String> numbered(List<String> sentences) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      String number = String.format(Locale.ROOT, "%3d. ", i + 1);
      lines.addAll(lines(number, " ".repeat(number.length()), TextTable.printable(sentences.get(i)), WIDTH));
    }
    return lines;
  }
}
