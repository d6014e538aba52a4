package org.jointly.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Loopback ports that nobody listens on. */
public final class TestPorts {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 30_000;

  private TestPorts() {}

  /** Below the ports that systems give to outgoing connections, which would otherwise be taken before a node listens. */
  public static List<Integer> free(int count, Random random) {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      int port = LOWEST + random.nextInt(HIGHEST - LOWEST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        ports.add(socket.getLocalPort());
      } catch (IOException taken) {
        continue;
      }
    }
    return List.copyOf(ports);
  }
}
