package org.jointly.runtime.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections that have not proved who they are, not more than allowed, and shared out fairly: when there are too many, the network
 * with the most of them loses its oldest. Whoever floods a node from one network keeps out that network only.
 *
 * <p>A network is an address of IPv4, or the first 64 bits of one of IPv6, for so many addresses any machine may have. Thread-safe.
 *
 * @param <C> a connection
 */
final class Strangers<C> {
  private static final int PREFIX_BYTES = 8;

  private final int most;
  private final Map<List<Byte>, LinkedHashSet<C>> byNetwork = new HashMap<>();
  private final Map<C, List<Byte>> networks = new HashMap<>();

  /** @param most at a time, at least one */
  Strangers(int most) {
    this.most = most;
  }

  /**
   * Lets a connection in.
   *
   * @return who has to leave for it; the newcomer itself, if its own network has the most
   */
  synchronized Optional<C> admit(InetAddress from, C newcomer) {
    List<Byte> network = networkOf(from);
    if (networks.size() < most) {
      add(network, newcomer);
      return Optional.empty();
    }
    LinkedHashSet<C> largest = byNetwork.values().stream().max(Comparator.comparingInt(LinkedHashSet::size)).orElseThrow();
    if (byNetwork.getOrDefault(network, new LinkedHashSet<>()).size() + 1 >= largest.size()) {
      return Optional.of(newcomer);
    }
    C oldest = largest.iterator().next();
    leave(oldest);
    add(network, newcomer);
    return Optional.of(oldest);
  }

  private void add(List<Byte> network, C connection) {
    networks.put(connection, network);
    byNetwork.computeIfAbsent(network, first -> new LinkedHashSet<>()).add(connection);
  }

  /** It is known now, or closed; may be said twice. */
  synchronized void leave(C connection) {
    List<Byte> network = networks.remove(connection);
    if (network != null) {
      LinkedHashSet<C> neighbours = byNetwork.get(network);
      neighbours.remove(connection);
      if (neighbours.isEmpty()) {
        byNetwork.remove(network);
      }
    }
  }

  private static List<Byte> networkOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] prefix = address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX_BYTES) : bytes;
    Byte[] boxed = new Byte[prefix.length];
    Arrays.setAll(boxed, i -> prefix[i]);
    return List.of(boxed);
  }
}
