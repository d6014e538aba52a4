package org.jointly.runtime.party;

import java.util.regex.Pattern;

/** The form every name shares: safe in a file name, a log line, a certificate and a phone call. */
final class PlainName {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private PlainName() {}

  static void require(String kind, String name) {
    if (name == null || !FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          kind
              + " name is 1 to 32 lowercase letters, digits or hyphens and begins with a letter; got "
              + quoted(name));
    }
  }

  private static String quoted(String name) {
    if (name == null) {
      return "nothing";
    }
    String shown = name.length() > 40 ? name.substring(0, 40) + "..." : name;
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
