package org.jointly.runtime.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's native library, which its driver unpacks into the temporary folder and deletes when the process ends, unless that is killed:
 * 70 MB for each time. Linux keeps a file that is in use until it is not, so it can be deleted once it is loaded. Elsewhere it is left
 * to the driver (2.0.0.1, which has no way to choose the file).
 */
final class UnpackedLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);
  private static final Path MAPPED = Path.of("/proc/self/maps");
  private static final String NAME = "libduckdb_java";

  private UnpackedLibrary() {}

  static void delete() {
    if (!Files.isReadable(MAPPED)) {
      return;
    }
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      for (Path library : loaded()) {
        if (temporary.equals(library.getParent())) {
          Files.deleteIfExists(library);
        }
      }
    } catch (IOException | UncheckedIOException | InvalidPathException left) {
      LOG.debug("DuckDB's library stays in the temporary folder until the process ends", left);
    }
  }

  /** The files of that name which this process has in use; one that is deleted already has a name that goes on behind the ending. */
  static List<Path> loaded() throws IOException {
    try (Stream<String> maps = Files.lines(MAPPED)) {
      return maps.filter(line -> line.contains("/" + NAME)).map(line -> Path.of(line.substring(line.indexOf('/')))).distinct().toList();
    }
  }
}
