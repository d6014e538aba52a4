package org.jointly.runtime.node;

import java.util.concurrent.CompletableFuture;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.AnalystLink;
import org.jointly.runtime.transport.LinkEvents;
import org.jointly.runtime.transport.OperatorLink;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.ConditionRequest;
import org.jointly.runtime.wire.ControlMessage.LotsAt;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.OperatorRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.jointly.runtime.wire.ControlMessage.StatusRequest;
import org.jointly.runtime.wire.ControlMessage.StopMaking;
import org.jointly.runtime.wire.ControlMessage.StoredRequest;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what arrives at a node to whom it concerns, and does nothing of it itself. The first of it may come before the desks are there,
 * and waits for them. Thread-safe.
 */
final class Reception implements LinkEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final CompletableFuture<Desks> desks = new CompletableFuture<>();

  /** Who handles what arrives. */
  record Desks(Switchboard peers, AnalystDesk analysts, OperatorDesk operator, Stocktaking stock, Checkup checkup) {}

  void open(Desks there) {
    desks.complete(there);
  }

  @Override
  public void linkUp(PartyId peer) {
    LOG.debug("party {} is connected", peer);
  }

  @Override
  public void linkDown(PartyId peer, JointlyException reason) {
    desks.join().peers().lost(peer, reason);
  }

  @Override
  public void fromPeer(PartyId sender, PeerMessage message) {
    if (message instanceof StatusRequest) {
      desks.join().checkup().answer(sender);
    } else if (message instanceof LotsRequest asked) {
      desks.join().stock().answer(sender, asked);
    } else if (message instanceof LotsAt lots) {
      desks.join().stock().said(sender, lots);
    } else {
      desks.join().peers().said(sender, message);
    }
  }

  @Override
  public void fromAnalyst(AnalystLink analyst, AnalystRequest request) {
    if (request instanceof SubmitQuery submission) {
      desks.join().analysts().submit(analyst, submission);
    } else if (request instanceof StatusRequest) {
      analyst.reply(desks.join().checkup().status());
    } else if (request instanceof StoredRequest asked) {
      desks.join().stock().ask(analyst, asked);
    }
  }

  @Override
  public void fromOperator(OperatorLink operator, OperatorRequest request) {
    if (request instanceof MakeMaterial order) {
      desks.join().operator().make(operator, order);
    } else if (request instanceof StopMaking) {
      desks.join().operator().stop(operator);
    } else if (request instanceof ConditionRequest) {
      operator.reply(desks.join().checkup().condition());
    } else if (request instanceof LotsRequest asked) {
      desks.join().stock().ask(operator, asked);
    }
  }

  @Override
  public void operatorLeft(OperatorLink operator) {
    desks.join().operator().left(operator);
  }

  @Override
  public void analystLeft(AnalystLink analyst) {
    desks.join().analysts().left(analyst);
  }
}
