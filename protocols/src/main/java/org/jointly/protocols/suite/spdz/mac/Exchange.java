package org.jointly.protocols.suite.spdz.mac;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;

/** A round in which everybody sends one message to every other. */
public final class Exchange implements RoundStep {

  /** What to do with the messages, by sender. */
  @FunctionalInterface
  public interface Next {
    Optional<RoundStep> with(SortedMap<PartyIndex, byte[]> messages);
  }

  private final Table table;
  private final Function<PartyIndex, byte[]> outgoing;
  private final Next next;

  private Exchange(Table table, Function<PartyIndex, byte[]> outgoing, Next next) {
    this.table = table;
    this.outgoing = outgoing;
    this.next = next;
  }

  /**
   * A message for each; made when the round begins.
   *
   * @param next gets the peers' messages
   */
  public static RoundStep ofEach(Table table, Function<PartyIndex, byte[]> outgoing, Next next) {
    return new Exchange(table, outgoing, next);
  }

  /**
   * The same message for all, noted in the transcript.
   *
   * @param next gets the messages of all parties, this one's own too
   */
  public static RoundStep toAll(Table table, Transcript transcript, Supplier<byte[]> outgoing, Next next) {
    byte[][] mine = new byte[1][];
    return new Exchange(
        table,
        peer -> {
          if (mine[0] == null) {
            mine[0] = outgoing.get();
          }
          return mine[0];
        },
        received -> {
          SortedMap<PartyIndex, byte[]> all = new TreeMap<>(received);
          all.put(table.me(), mine[0]);
          transcript.note(all);
          return next.with(Collections.unmodifiableSortedMap(all));
        });
  }

  @Override
  public void send(Network network) {
    table.peers().forEach(peer -> network.send(peer.value(), outgoing.apply(peer)));
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    SortedMap<PartyIndex, byte[]> received = new TreeMap<>();
    table.peers().forEach(peer -> received.put(peer, network.receive(peer.value())));
    return next.with(received);
  }
}
