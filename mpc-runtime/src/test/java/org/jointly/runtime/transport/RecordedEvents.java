package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;

/** Keeps what a node's transport said, to be waited for. */
final class RecordedEvents implements LinkEvents {
  private static final long SECONDS = 20;

  record Said(PartyId sender, PeerMessage message) {}

  record Asked(AnalystLink analyst, AnalystRequest request) {}

  record Lost(PartyId peer, JointlyException reason) {}

  final BlockingQueue<PartyId> ups = new LinkedBlockingQueue<>();
  final BlockingQueue<Lost> downs = new LinkedBlockingQueue<>();
  final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  final BlockingQueue<AnalystLink> left = new LinkedBlockingQueue<>();

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T value = queue.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(value).as("an event within %d s", SECONDS).isNotNull();
    return value;
  }

  @Override
  public void linkUp(PartyId peer) {
    ups.add(peer);
  }

  @Override
  public void linkDown(PartyId peer, JointlyException reason) {
    downs.add(new Lost(peer, reason));
  }

  @Override
  public void fromPeer(PartyId sender, PeerMessage message) {
    said.add(new Said(sender, message));
  }

  @Override
  public void fromAnalyst(AnalystLink analyst, AnalystRequest request) {
    asked.add(new Asked(analyst, request));
  }

  @Override
  public void analystLeft(AnalystLink analyst) {
    left.add(analyst);
  }
}
