package org.jointly.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as its user meets it: a process with arguments, two outputs and an exit code. */
final class Jointly {
  private static final int UNSAFE_WARNS = 24;
  private static final long PATIENCE_SECONDS = 90;

  private Jointly() {}

  /** How a command ended. */
  record Run(int exit, String out, String err) {
    /** One line per problem at most; what a user may be asked to read. */
    boolean hasStackTrace() {
      return (out + err).contains("\tat ") || (out + err).contains("Exception");
    }

    @Override
    public String toString() {
      return "exit " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
    }
  }

  /** Runs a command to its end. */
  static Run run(Object... arguments) throws IOException, InterruptedException {
    return await(start(arguments));
  }

  /** A command that is running, its outputs going to files. */
  record Running(Process process, Path out, Path err) {}

  static Running start(Object... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  /** @param options for the Java machine */
  static Running start(List<String> options, Object... arguments) throws IOException {
    Path out = Files.createTempFile("jointly-it", ".out");
    Path err = Files.createTempFile("jointly-it", ".err");
    out.toFile().deleteOnExit(); // of a command that a test ends itself and does not wait for
    err.toFile().deleteOnExit();
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    List<String> command = new ArrayList<>(command(words));
    command.addAll(1, options);
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Running(process, out, err);
  }

  static Run await(Running running) throws IOException, InterruptedException {
    try {
      if (!running.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + Files.readString(running.err()));
      }
      return new Run(running.process().exitValue(), Files.readString(running.out()), Files.readString(running.err()));
    } finally {
      running.process().destroyForcibly();
      Files.deleteIfExists(running.out());
      Files.deleteIfExists(running.err());
    }
  }

  /** The Java command that the launcher would run, on this test's class path. */
  static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(
        "-Dkryo.unsafe=false", "-Djointly.home=" + top(), "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    if (Runtime.version().feature() >= UNSAFE_WARNS) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", classPath(), "org.jointly.cli.Main"));
    command.addAll(arguments);
    return command;
  }

  /** Surefire hides the class path in a jar of its own and tells it elsewhere. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The top folder of the sources. */
  static Path top() {
    Path module = Path.of("").toAbsolutePath();
    return Files.isDirectory(module.resolve("party-configs")) ? module : module.getParent();
  }

  /** A file among this module's test data. */
  static Path data(String name) {
    return top().resolve("integration-tests/src/test/resources/data").resolve(name);
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
