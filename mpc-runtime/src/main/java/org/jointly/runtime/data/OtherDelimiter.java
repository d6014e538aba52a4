package org.jointly.runtime.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jointly.runtime.data.DataSettings.FileTable;
import org.jointly.runtime.data.DataSettings.Format;

/** Spreadsheets of half of Europe write semicolons and decimal commas. They are told of, not guessed: a guess could be wrong unnoticed. */
final class OtherDelimiter {
  private static final int BEGINNING = 4_096;

  private OtherDelimiter() {}

  /** What to say of a CSV file that cannot be read; nothing if its first line has more of its delimiter than of others. */
  static String hint(FileTable table) {
    if (table.format() != Format.CSV) {
      return "";
    }
    String header = header(table).orElse("");
    long configured = count(header, table.csv().delimiter());
    return Stream.of(';', '\t', ',', '|')
        .filter(other -> count(header, other) > configured)
        .findFirst()
        .map(other -> "; its first line looks like fields with " + shown(other) + " in between: say so in the node's file (delimiter: "
            + shown(other) + "; rehearse --delimiter " + shown(other) + "), or save it with commas; where numbers are written 72,5, say decimal: \",\"")
        .orElse("");
  }

  private static String shown(char delimiter) {
    return delimiter == '\t' ? "\"\\t\"" : "\"" + delimiter + "\"";
  }

  private static long count(String header, char delimiter) {
    return header.chars().filter(c -> c == delimiter).count();
  }

  private static Optional<String> header(FileTable table) {
    try {
      Path file = SourceFiles.of(table).get(0);
      try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        char[] beginning = new char[BEGINNING];
        int read = in.read(beginning);
        return new String(beginning, 0, Math.max(0, read)).lines().findFirst();
      }
    } catch (IOException | Unreadable e) {
      return Optional.empty();
    }
  }
}
