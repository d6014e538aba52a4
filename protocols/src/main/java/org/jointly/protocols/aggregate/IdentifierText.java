package org.jointly.protocols.aggregate;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How an identifier is written so that sites that write it differently mean the same person: in Unicode's compatible composed form
 * (NFKC), in lower case, without spaces, hyphens, dashes and what cannot be seen. Nothing else is changed: 007 is not 7, A/1 not A1.
 */
final class IdentifierText {
  private IdentifierText() {}

  /** The normal form; empty if nothing is left. */
  static String normalised(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder kept = new StringBuilder();
    composed.codePoints().filter(c -> !isLeftOut(c)).forEach(kept::appendCodePoint);
    String folded = kept.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /** U+2212, the minus sign, is a mark of mathematics to Unicode, and a hyphen to those who type it. */
  private static boolean isLeftOut(int c) {
    return Character.isWhitespace(c) || c == 0x2212 || switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION, Character.FORMAT, Character.CONTROL -> true;
      default -> false;
    };
  }
}
