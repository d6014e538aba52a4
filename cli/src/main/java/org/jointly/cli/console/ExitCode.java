package org.jointly.cli.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jointly.runtime.fault.FaultFamily;

/** How a command ends: by who must act. Documented and stable. */
public enum ExitCode {
  OK(0, "done"),
  GREW(1, "a profile costs more rounds or bytes than the one it is compared with"),
  USAGE(2, "the command line is not one we understand"),
  CONFIGURATION(3, "a file is wrong: configuration, roster, policy or query"),
  PEER_UNREACHABLE(4, "a party cannot be reached, is too slow, busy or gave up"),
  IDENTITY(5, "a key or certificate is missing, expired or unknown"),
  PROTOCOL_VIOLATION(6, "a party sent what the protocol does not allow"),
  REFUSED(7, "a site's policy says no"),
  DATA(8, "a site's data cannot be read as configured"),
  BUG(70, "a fault of Jointly"),
  OUTPUT(74, "the result cannot be written"),
  INTERRUPTED(130, "ended by Ctrl-C; 143 by a request to terminate, as a node is stopped"),
  BROKEN_PIPE(141, "nobody reads the result any more");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /** The code of a failure's family. */
  public static ExitCode of(FaultFamily family) {
    return switch (family) {
      case INVALID_QUERY, INVALID_CONFIGURATION -> CONFIGURATION;
      case PEER_UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, BUSY -> PEER_UNREACHABLE;
      case IDENTITY -> IDENTITY;
      case PROTOCOL_VIOLATION -> PROTOCOL_VIOLATION;
      case REFUSED -> REFUSED;
      case DATA -> DATA;
      case INTERNAL -> BUG;
    };
  }

  /** A line for each code, for the help of {@code jointly}. */
  public static List<String> described() {
    Stream<String> lines = Stream.of(values()).map(value -> String.format(Locale.ROOT, "  %3d  %s", value.code, value.meaning));
    return Stream.concat(Stream.of("Exit codes:"), lines).toList();
  }

  /** The codes and their names, for the help of every other command. */
  public static List<String> named() {
    return List.of(
        "Exit codes: 0 done, 1 grew, 2 usage, 3 configuration, 4 peer unreachable, 5 identity,",
        "6 protocol violation, 7 refused, 8 data, 70 bug, 74 output, 130 Ctrl-C ('jointly --help' says more)");
  }
}
