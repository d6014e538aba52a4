package org.jointly.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;

/** Throw-away parties p1, p2, ... on this machine: their identities in folders, their ports in a file. */
record Consortium(Path folder, List<Integer> ports) {
  private static final String PORTS = "ports";
  private static final Duration VALIDITY = Duration.ofDays(1);

  Consortium {
    ports = List.copyOf(ports);
  }

  /** Makes keys and finds free ports. */
  static Consortium create(Path folder, int parties, SecureRandom random) throws IOException {
    for (int i = 1; i <= parties; i++) {
      Path home = Files.createDirectory(folder.resolve(id(i).name()));
      Identity.create(id(i).name(), VALIDITY, Clock.systemUTC(), random).save(home);
    }
    List<Integer> ports = freePorts(parties);
    Files.write(folder.resolve(PORTS), ports.stream().map(String::valueOf).toList());
    return new Consortium(folder, ports);
  }

  /** Reads what {@link #create} wrote. */
  static Consortium open(Path folder) throws IOException {
    return new Consortium(folder, Files.readAllLines(folder.resolve(PORTS)).stream().map(Integer::valueOf).toList());
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return open.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : open) {
        socket.close();
      }
    }
  }

  static PartyId id(int index) {
    return new PartyId("p" + index);
  }

  Identity identity(PartyIndex party, SecureRandom random) {
    return Identity.load(folder.resolve(id(party.value()).name()), Clock.systemUTC(), random);
  }

  Roster roster(SecureRandom random) {
    List<Roster.Party> parties = new ArrayList<>();
    for (int i = 1; i <= ports.size(); i++) {
      Identity identity = identity(new PartyIndex(i), random);
      parties.add(new Roster.Party(
          id(i), InetAddress.getLoopbackAddress().getHostAddress(), ports.get(i - 1), identity.fingerprint()));
    }
    return new Roster("benchmark", parties, List.of(), "shamir", Adversary.SEMI_HONEST);
  }

  /** Deletes keys and ports. */
  void delete() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
