package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jointly.runtime.fault.InvalidConfiguration;

/** Writes files and reads them back, or collects what is wrong with them as "line: message". */
record Reading(Path folder) {
  Path file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> List<String> problems(String text, Function<Path, T> reader) {
    Path file = file("file.yaml", text);
    InvalidConfiguration failure = catchThrowableOfType(InvalidConfiguration.class, () -> reader.apply(file));
    return failure == null
        ? List.of()
        : failure.problems().stream()
            .map(problem ->
                (problem.source().equals(file.toString()) ? "" : Path.of(problem.source()).getFileName() + ":")
                    + problem.line() + ": " + problem.message())
            .toList();
  }
}
