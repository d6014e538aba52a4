package org.jointly.runtime.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jointly.runtime.data.DataSettings.FileTable;

/** Finds the files behind a table. */
final class SourceFiles {
  private SourceFiles() {}

  /** The files of a table as they are now; each can be read, and none has a name that DuckDB would take for a pattern. */
  static List<Path> of(FileTable table) throws Unreadable {
    List<Path> files = new ArrayList<>();
    for (Path path : table.files()) {
      if (path.getFileName() != null && path.getFileName().toString().contains("*")) {
        files.addAll(matching(path));
      } else if (!Files.isRegularFile(path)) {
        throw new Unreadable(path + " does not exist, or is not a file");
      } else {
        files.add(path);
      }
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new Unreadable(file + " may not be read by this user");
      }
      if (file.toString().matches(".*[*?\\[\\]{}\\x00].*")) {
        throw new Unreadable(file + " has one of * ? [ ] { } in its name; rename it");
      }
    }
    return files;
  }

  private static List<Path> matching(Path pattern) throws Unreadable {
    Path folder = pattern.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new Unreadable(folder + " does not exist, or cannot be listed");
    }
    if (files.isEmpty()) {
      throw new Unreadable("no file matches " + pattern);
    }
    Collections.sort(files);
    return files;
  }
}
