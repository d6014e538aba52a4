package org.jointly.runtime.transport;

import java.util.function.Function;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Roster;

/** Of the connections we make to one peer, one after another. */
final class DialledOwner extends RoutedOwner {
  private final Roster.Party party;
  private final Dialer dialer;

  /** @param dialer that reports to the owner it is given */
  DialledOwner(LinkRouter router, Roster.Party party, Function<LinkOwner, Dialer> dialer) {
    super(router);
    this.party = party;
    this.dialer = dialer.apply(this);
  }

  void start() {
    dialer.start();
  }

  @Override
  public Remote identify(Fingerprint fingerprint) {
    if (!fingerprint.equals(party.fingerprint())) {
      throw new FrameViolation(
          "at " + party.host() + ":" + party.port() + " somebody answers with the fingerprint " + fingerprint
              + ", expected " + party.fingerprint());
    }
    return new Remote.Peer(party.id());
  }

  @Override
  public void opened(Link link) {
    dialer.opened();
    super.opened(link);
  }

  @Override
  public void closed(Link link, LinkLoss loss) {
    super.closed(link, loss);
    dialer.ended(loss);
  }

  @Override
  public void failed(String address, LinkLoss loss) {
    dialer.ended(loss);
  }
}
