package org.jointly.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How to run Jointly once more: the same Java, the same classes, the flags the launcher gives. */
final class JavaCommand {
  /** From this release on Java warns about direct memory access (Netty, Kryo) unless it is allowed in words. */
  private static final int UNSAFE_WARNS = 24;

  /** Among the options: compiles as in a node that runs for months. */
  static final String GOOD_CODE = "-XX:TieredStopAtLevel=4";

  private static final String MAIN = "org.jointly.cli.Main";

  private JavaCommand() {}

  /**
   * @param temporary where what libraries unpack goes
   * @param options for the Java machine, besides our own; the last word is theirs
   */
  static List<String> of(Path temporary, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MAIN);
    command.addAll(arguments);
    return command;
  }

  private static List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add("-Dkryo.unsafe=false");
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= UNSAFE_WARNS) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:TieredStopAtLevel=1"); // processes of a few seconds: half the CPU time of a start
    flags.add("-Xshare:auto");
    String own = System.getenv("JOINTLY_JAVA_OPTS");
    if (own != null) {
      Stream.of(own.split("\\s+")).filter(flag -> !flag.isEmpty()).forEach(flags::add);
    }
    return flags;
  }
}
