package org.jointly.runtime.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.jointly.runtime.wire.Bytes32;

/**
 * The conversations of one kind at this node: queries, or the making of material.
 *
 * @param asParty those it takes part in
 * @param asHome those it is home of
 */
record Roles(Conversations asParty, Conversations asHome) {

  /** @param most how many at a time in each role */
  static Roles of(int most) {
    return new Roles(new Conversations(most), new Conversations(most));
  }

  Optional<Conversation> party(Bytes32 proposal) {
    return asParty.about(proposal);
  }

  Optional<Conversation> home(Bytes32 proposal) {
    return asHome.about(proposal);
  }

  /** The home's first: it hears of every end. */
  void forEach(Consumer<Conversation> action) {
    asHome.forEach(action);
    asParty.forEach(action);
  }

  boolean isIdle() {
    return asParty.size() == 0 && asHome.size() == 0;
  }
}
