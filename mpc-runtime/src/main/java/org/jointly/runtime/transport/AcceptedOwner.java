package org.jointly.runtime.transport;

import java.util.Optional;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;

/** Of a connection somebody made to us. */
final class AcceptedOwner extends RoutedOwner {
  private final PartyId self;
  private final Roster roster;
  private final Runnable known;
  private final RateLimitedLog warnings;

  /** @param known told when it is known who they are */
  AcceptedOwner(LinkRouter router, PartyId self, Roster roster, Runnable known, RateLimitedLog warnings) {
    super(router);
    this.self = self;
    this.roster = roster;
    this.known = known;
    this.warnings = warnings;
  }

  @Override
  public Remote identify(Fingerprint fingerprint) {
    Optional<Roster.Party> party = roster.party(fingerprint);
    if (party.isEmpty()) {
      return roster
          .analyst(fingerprint)
          .map(analyst -> new Remote.Analyst(analyst.id()))
          .orElseThrow(() -> new FrameViolation("unknown fingerprint " + fingerprint));
    }
    PartyId id = party.get().id();
    if (id.equals(self)) {
      return new Remote.Operator(self);
    }
    if (id.compareTo(self) > 0) {
      throw new FrameViolation("party " + id + " dialled " + self + ", but the smaller name dials; is its roster the same?");
    }
    return new Remote.Peer(id);
  }

  @Override
  public void opened(Link link) {
    known.run();
    super.opened(link);
  }

  @Override
  public void failed(String address, LinkLoss loss) {
    warnings.warn("connection from " + address + " refused: " + loss.text());
  }
}
