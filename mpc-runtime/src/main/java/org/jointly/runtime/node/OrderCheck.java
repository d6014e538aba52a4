package org.jointly.runtime.node;

import java.time.Duration;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.session.RequestCheck;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.jointly.runtime.wire.MaterialOrder;

/** Whether this site makes what another one's operator orders, and how. */
record OrderCheck(Site site) {
  /** No suite stores more field elements for a piece. */
  private static final int MOST_ELEMENTS = 6;

  /**
   * Looks at what is proposed.
   *
   * @return the security model of the session that makes it
   * @throws InvalidConfiguration if the home has another roster
   * @throws Refused if this site's suite, limits, disk or clock do not allow it
   */
  SecurityModel admit(MakingProposal proposal) {
    MaterialOrder order = proposal.order();
    if (!proposal.roster().equals(site.rosterDigest())) {
      throw new InvalidConfiguration(site.me() + " has roster " + site.rosterDigest() + ", " + proposal.home() + " has "
          + proposal.roster() + ": distribute the same roster file");
    }
    SecurityModel model = site.engine().model(order.field()).orElseThrow(() -> new Refused(site.me(), "suite "
        + site.roster().suite() + " makes no material in a field " + order.field()));
    requireWithin(order);
    requireRoom(order, model);
    requireTimely(proposal);
    return model;
  }

  private void requireWithin(MaterialOrder order) {
    if (order.total() > site.materialPieces()) {
      throw new Refused(site.me(), "asked for " + order.total() + " pieces of material, and its node file allows "
          + site.materialPieces() + " at a time (limits: material_pieces)");
    }
  }

  private void requireRoom(MaterialOrder order, SecurityModel model) {
    long elementBytes = Long.BYTES * ((model.fieldBits() + Long.SIZE - 1L) / Long.SIZE);
    long needed = order.total() * MOST_ELEMENTS * elementBytes;
    long free = site.material().usableBytes();
    if (needed > free) {
      throw new Refused(site.me(), "its disk has " + free + " bytes free for material, and this may take " + needed);
    }
  }

  /** Lots are used in the order of their times, which all parties take from the home. */
  private void requireTimely(MakingProposal proposal) {
    Duration apart = Duration.between(proposal.proposedAt(), site.clock().instant()).abs();
    if (apart.compareTo(RequestCheck.CLOCK_TOLERANCE) > 0) {
      throw new Refused(site.me(), "this was proposed at " + proposal.proposedAt() + ", and here it is " + site.clock().instant()
          + "; compare the clocks");
    }
  }
}
