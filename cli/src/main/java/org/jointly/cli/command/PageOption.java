package org.jointly.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.jointly.runtime.fault.InvalidConfiguration;
import picocli.CommandLine.Option;

/** {@code --html}, the same for every command whose result has a page. */
final class PageOption {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the result as a page with pictures, to be opened in a browser; replaces the file if there is one.")
  private Optional<Path> file = Optional.empty();

  /**
   * To be asked before anything is computed, so that no answer is wasted.
   *
   * @throws InvalidConfiguration if the file could not be written
   */
  void requireWritable() {
    file.ifPresent(given -> {
      Path folder = given.toAbsolutePath().getParent();
      if (Files.isDirectory(given)) {
        throw new InvalidConfiguration(given + " is a folder; --html takes the file to write");
      }
      if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
        throw new InvalidConfiguration("--html: no file can be written in the folder " + folder + "; create it, or name another");
      }
    });
  }

  /** Writes the page, if one is wanted: whole or not at all. */
  void write(Supplier<String> page) {
    file.ifPresent(given -> replace(given, page.get()));
  }

  private static void replace(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path fresh = Files.createTempFile(folder, ".page", ".html");
      try {
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException failed) {
      throw new InvalidConfiguration(file + " cannot be written: " + failed.getMessage());
    }
  }
}
