package org.jointly.runtime.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.wire.ControlMessage.Condition;
import org.jointly.runtime.wire.ControlMessage.Condition.PeerCondition;
import org.jointly.runtime.wire.ControlMessage.Status;

/**
 * How a running node is, for its operator and, in short, for peers and analysts.
 *
 * @param queries that it takes part in
 * @param makings of material that it takes part in
 */
record Checkup(Site site, PeerLinks links, Conversations queries, Conversations makings, Instant startedAt) {

  Condition condition() {
    List<PeerCondition> peers = links.conditions();
    return new Condition(
        version(),
        startedAt,
        site.rosterDigest(),
        site.identity().notAfter(),
        peers,
        new Condition.Load(queries.size(), queries.most(), makings.size() > 0),
        troubles(peers));
  }

  /** What peers and analysts may know. */
  Status status() {
    return new Status(site.me(), version(), links.linksUp(), site.rosterDigest(), site.identity().notAfter());
  }

  /** A peer asks. */
  void answer(PartyId asker) {
    links.send(asker, status());
  }

  /** Of its software. */
  static String version() {
    return Optional.ofNullable(PartyNode.class.getPackage().getImplementationVersion()).orElse("development");
  }

  /** This node's own first. */
  private List<FaultReport> troubles(List<PeerCondition> peers) {
    List<FaultReport> troubles = new ArrayList<>();
    if (!site.ledger().isWritable()) {
      troubles.add(own(FaultFamily.INVALID_CONFIGURATION, "the ledger could not be written, and that query was not answered; is the disk"
          + " full? Make room: the next query tries again"));
    }
    Expiry.warning(site.identity(), site.clock().instant()).ifPresent(warning -> troubles.add(own(FaultFamily.IDENTITY, warning)));
    peers.stream().filter(peer -> !peer.connected()).forEach(peer -> troubles.add(FaultReport.of(links.whyDown(peer.peer()))));
    return troubles;
  }

  private FaultReport own(FaultFamily family, String what) {
    return new FaultReport(family, Optional.of(site.me()), what, 0);
  }
}
