package org.jointly.protocols.query;

import java.util.regex.Pattern;

/**
 * A question's identifier: the SHA-256 of its canonical bytes. Equal questions have equal identifiers.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record QueryId(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public QueryId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a query id is 64 lower-case hexadecimal digits");
    }
  }

  /** The first 12 digits: enough to tell questions apart in a log or on a screen. */
  public String shortForm() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return shortForm();
  }
}
