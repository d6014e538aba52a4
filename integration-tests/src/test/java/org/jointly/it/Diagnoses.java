package org.jointly.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A made-up table of diagnoses. */
final class Diagnoses {
  private Diagnoses() {}

  /** So many patients of each code, every diagnosis twice: patients are counted, not rows. */
  static void write(Path file, String site, Map<String, Integer> patients) throws IOException {
    StringBuilder rows = new StringBuilder("patient_id,code\n");
    new TreeMap<>(patients).forEach((code, count) -> {
      for (int i = 0; i < count; i++) {
        String row = site + "-" + code + i + "," + code + "\n";
        rows.append(row).append(row);
      }
    });
    Jointly.write(file, rows.toString());
  }
}
