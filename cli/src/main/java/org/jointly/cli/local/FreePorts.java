package org.jointly.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jointly.runtime.fault.InvalidConfiguration;

/**
 * Loopback ports that nobody uses at this moment. Below the range from which systems give ports to outgoing connections, so that they
 * are likely to be free a second later, too; whoever takes them must be prepared that they are not.
 */
final class FreePorts {
  private static final int LOWEST = 17_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1_000;

  private FreePorts() {}

  static List<Integer> pick(int count, RandomGenerator random) {
    List<Integer> ports = new ArrayList<>();
    for (int tries = 0; tries < TRIES && ports.size() < count; tries++) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new InvalidConfiguration("no " + count + " free ports between " + LOWEST + " and " + HIGHEST + " on this machine");
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
