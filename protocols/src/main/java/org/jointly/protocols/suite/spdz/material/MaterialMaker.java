package org.jointly.protocols.suite.spdz.material;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;

/**
 * Makes material with the other parties, in one session and on its thread.
 *
 * <p>Closing forgets all secrets of the maker; material that was handed out stays.
 */
public interface MaterialMaker extends AutoCloseable {

  /**
   * The first step of a chain that makes at least these amounts; not nothing.
   *
   * <p>All parties ask for the same amounts at the same time. The chain does everything that is needed, the setup between pairs of
   * parties included when it is the first. It hands over what it made in its last {@code receive}, only after every check has
   * passed; if one fails, {@link org.jointly.protocols.round.ProtocolViolationException} says which.
   *
   * @param made called once
   */
  RoundStep make(Amounts atLeast, Consumer<Material> made);

  @Override
  void close();

  /** Opens makers. Stateless and shared between threads. */
  interface Method {

    MaterialMaker open(Place place);

    /**
     * What {@link #make} would send, and make, in all; computed of lengths alone.
     *
     * @param first whether it would be the maker's first order
     */
    Foreseen foreseen(int parties, PrimeField field, Amounts atLeast, boolean first);
  }

  /**
   * An order that has not been made.
   *
   * @param rounds the messages of its rounds
   * @param made what it would make
   */
  record Foreseen(List<MessageLengths> rounds, Amounts made) {
    public Foreseen {
      rounds = List.copyOf(rounds);
    }
  }

  /**
   * Where a maker sits.
   *
   * @param sessionId public, the same at every party, fresh for every session; hashes and streams are bound to it
   * @param keyShare this party's share of the MAC key, uniform in the field; not copied
   * @param anchor of the lot whose key this is, if there is one; what is made is checked to be under the same key
   * @param random source of all of this party's randomness
   */
  record Place(
      PartyIndex me,
      int parties,
      PrimeField field,
      byte[] sessionId,
      long[] keyShare,
      Optional<Authenticated> anchor,
      SecureRandom random) {
    @Override
    public String toString() {
      return "Place[party " + me + " of " + parties + ", redacted]";
    }
  }
}
