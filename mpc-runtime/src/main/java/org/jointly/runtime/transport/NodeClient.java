package org.jointly.runtime.transport;

import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage;
import org.jointly.runtime.wire.ControlMessage.Condition;
import org.jointly.runtime.wire.ControlMessage.ConditionRequest;
import org.jointly.runtime.wire.ControlMessage.Farewell;
import org.jointly.runtime.wire.ControlMessage.LotsAt;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.ControlMessage.MakingProgress;
import org.jointly.runtime.wire.ControlMessage.MakingStopped;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.QueryProgress;
import org.jointly.runtime.wire.ControlMessage.Status;
import org.jointly.runtime.wire.ControlMessage.StatusRequest;
import org.jointly.runtime.wire.ControlMessage.StopMaking;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.ControlMessage.StoredRequest;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;

/**
 * An analyst's connection to one node, or an operator's to their own. Calls block, at most as long as they are told; one thread uses it.
 *
 * <p>The node is recognised by its fingerprint, whatever its address. The connection carries one request at a time.
 */
public final class NodeClient implements AutoCloseable {
  private final Roster.Party node;
  private final Channels channels;
  private final MutualTls tls;
  private final Replies replies = new Replies();

  private NodeClient(Roster.Party node, Identity analyst, TlsEngine engine, Clock clock) {
    TransportSettings settings = TransportSettings.defaults("", 0).withEngine(engine);
    this.node = node;
    this.tls = MutualTls.of(analyst, engine, node.fingerprint()::equals, clock);
    this.channels = new Channels("jointly-client", 1, settings, clock);
  }

  /**
   * Connects and authenticates, both ways.
   *
   * @param node address and fingerprint, from the roster
   * @param clock for the validity of the node's certificate
   * @throws PeerUnavailable if nobody answers there
   * @throws org.jointly.runtime.fault.IdentityFailure if somebody else answers, or the node does not know the analyst's key
   * @throws DeadlineExceeded if it takes too long
   */
  public static NodeClient connect(
      Roster.Party node, Identity analyst, TlsEngine engine, Clock clock, Duration patience) {
    NodeClient client = new NodeClient(node, analyst, engine, clock);
    try {
      client.dial(patience);
      return client;
    } catch (RuntimeException failed) {
      client.close();
      throw failed;
    }
  }

  private void dial(Duration patience) {
    ChannelFuture connecting =
        channels.dialling(tls.dialling(), () -> replies).connect(new InetSocketAddress(resolve(), node.port()));
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            replies.failed(
                "", LinkLoss.unavailable("cannot be reached (" + LinkLoss.of(done.cause()).text() + "); is its node running?"));
          }
        });
    await(replies.connected, patience, "did not accept the connection");
  }

  private InetAddress resolve() {
    try {
      return InetAddress.getByName(node.host());
    } catch (UnknownHostException unknown) {
      throw new PeerUnavailable(node.id(), "its host name " + node.host() + " cannot be resolved");
    }
  }

  /**
   * Submits a query and waits for its end.
   *
   * @param progress called on an event loop with each stage the node reports; must be quick
   * @return the node's outcome; that reports are signed and agree is for the caller to check
   * @throws DeadlineExceeded if the outcome does not arrive in time; the query may still be running
   * @throws JointlyException if the connection is lost, or the node closes it and says why
   */
  public QueryOutcome submit(SubmitQuery query, Consumer<String> progress, Duration patience) {
    CompletableFuture<QueryOutcome> outcome = replies.expectOutcome(query.id(), progress);
    send(query);
    return await(outcome, patience, "sent no outcome");
  }

  /**
   * Has the node make material with the others, and waits for the end; for its operator only.
   *
   * @param progress called on an event loop with the pieces made so far; must be quick
   * @throws DeadlineExceeded if the outcome does not arrive in time; the making may still be running
   * @throws JointlyException if the connection is lost; the making ends then
   */
  public MakingOutcome make(MakeMaterial request, LongConsumer progress, Duration patience) {
    CompletableFuture<MakingOutcome> outcome = replies.expectMaking(request.nonce(), progress);
    send(request);
    return await(outcome, patience, "sent no outcome");
  }

  /**
   * Has the node end the making of material that it takes part in, at all nodes; for its operator only.
   *
   * @return whether there was one
   */
  public boolean stopMaking(Duration patience) {
    CompletableFuture<MakingStopped> stopped = replies.expectStopped();
    send(new StopMaking());
    return await(stopped, patience, "did not say whether it stopped").wasMaking();
  }

  /** What the node has in store for an analyst's query in that field. */
  public Stored stored(String field, Duration patience) {
    CompletableFuture<Stored> stored = replies.expectStored();
    send(new StoredRequest(field));
    return await(stored, patience, "did not say what it has in store");
  }

  /**
   * Which lots of material every node has, of those that answer in time; for the operator of this one.
   *
   * @param parties how many the roster has
   * @return by party; empty for one that the node is not connected to
   */
  public SortedMap<PartyId, Optional<List<Bytes32>>> lots(LotsRequest request, int parties, Duration patience) {
    CompletableFuture<Void> all = replies.expectLots(request.nonce(), parties);
    send(request);
    try {
      await(all, patience, "did not say which lots of material there are");
    } catch (DeadlineExceeded some) {
      // those that answered are known
    }
    return replies.lots();
  }

  /** How the operator's own node is. */
  public Condition condition(Duration patience) {
    CompletableFuture<Condition> condition = replies.expectCondition();
    send(new ConditionRequest());
    return await(condition, patience, "did not say how it is");
  }

  /** How the node is. */
  public Status status(Duration patience) {
    CompletableFuture<Status> status = replies.expectStatus();
    send(new StatusRequest());
    return await(status, patience, "sent no status");
  }

  private void send(ControlMessage request) {
    if (!replies.link().send(request)) {
      throw replies.whyDown();
    }
  }

  private <T> T await(CompletableFuture<T> answer, Duration patience, String otherwise) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new DeadlineExceeded(node.id(), patience.toMillis(), otherwise + " within " + patience.toMillis() + " ms");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof JointlyException ours ? ours : new InternalFailure("a reply failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InternalFailure("interrupted while waiting for party " + node.id());
    }
  }

  @Override
  public void close() {
    channels.close();
  }

  /** What comes back, and who waits for it. */
  private final class Replies implements LinkOwner {
    private final CompletableFuture<Link> connected = new CompletableFuture<>();
    private Optional<FaultReport> farewell = Optional.empty();
    private Optional<LinkLoss> loss = Optional.empty();
    private Bytes32 submission = Bytes32.of(new byte[Bytes32.LENGTH]);
    private Consumer<String> progress = stage -> {};
    private CompletableFuture<QueryOutcome> outcome = new CompletableFuture<>();
    private CompletableFuture<Status> status = new CompletableFuture<>();
    private CompletableFuture<Stored> stored = new CompletableFuture<>();
    private CompletableFuture<Condition> condition = new CompletableFuture<>();
    private CompletableFuture<MakingStopped> stopped = new CompletableFuture<>();
    private LongConsumer pieces = made -> {};
    private final SortedMap<PartyId, Optional<List<Bytes32>>> lots = new TreeMap<>();
    private int parties;
    private CompletableFuture<Void> allLots = new CompletableFuture<>();
    private CompletableFuture<MakingOutcome> making = new CompletableFuture<>();

    Link link() {
      return connected.join();
    }

    synchronized JointlyException whyDown() {
      return farewell
          .map(why -> why.saidBy(node.id()).toException())
          .orElseGet(() -> loss.orElse(LinkLoss.unavailable("its link went down")).toException(node.id()));
    }

    synchronized CompletableFuture<QueryOutcome> expectOutcome(Bytes32 id, Consumer<String> stages) {
      submission = id;
      progress = stages;
      outcome = new CompletableFuture<>();
      failIfDown(outcome);
      return outcome;
    }

    synchronized CompletableFuture<Status> expectStatus() {
      status = new CompletableFuture<>();
      failIfDown(status);
      return status;
    }

    synchronized CompletableFuture<Condition> expectCondition() {
      condition = new CompletableFuture<>();
      failIfDown(condition);
      return condition;
    }

    synchronized CompletableFuture<MakingStopped> expectStopped() {
      stopped = new CompletableFuture<>();
      failIfDown(stopped);
      return stopped;
    }

    synchronized CompletableFuture<Stored> expectStored() {
      stored = new CompletableFuture<>();
      failIfDown(stored);
      return stored;
    }

    synchronized CompletableFuture<MakingOutcome> expectMaking(Bytes32 id, LongConsumer made) {
      submission = id;
      pieces = made;
      making = new CompletableFuture<>();
      failIfDown(making);
      return making;
    }

    synchronized CompletableFuture<Void> expectLots(Bytes32 request, int from) {
      submission = request;
      parties = from;
      lots.clear();
      allLots = new CompletableFuture<>();
      failIfDown(allLots);
      return allLots;
    }

    synchronized SortedMap<PartyId, Optional<List<Bytes32>>> lots() {
      return new TreeMap<>(lots);
    }

    private void failIfDown(CompletableFuture<?> future) {
      if (loss.isPresent()) {
        future.completeExceptionally(whyDown());
      }
    }

    @Override
    public Remote identify(Fingerprint fingerprint) {
      if (!fingerprint.equals(node.fingerprint())) {
        throw new FrameViolation(
            "at " + node.host() + ":" + node.port() + " somebody answers with the fingerprint " + fingerprint
                + ", expected " + node.fingerprint());
      }
      return new Remote.Node(node.id());
    }

    @Override
    public void opened(Link link) {
      connected.complete(link);
    }

    @Override
    public synchronized void control(Link link, ControlMessage message, int bytes) {
      if (message instanceof QueryProgress stage && stage.submission().equals(submission)) {
        progress.accept(stage.stage());
      } else if (message instanceof QueryOutcome end && end.submission().equals(submission)) {
        outcome.complete(end);
      } else if (message instanceof MakingProgress progressed && progressed.request().equals(submission)) {
        pieces.accept(progressed.pieces());
      } else if (message instanceof MakingOutcome end && end.request().equals(submission)) {
        making.complete(end);
      } else if (message instanceof LotsAt there && there.request().equals(submission)) {
        lots.put(there.party(), there.lots());
        if (lots.size() == parties) {
          allLots.complete(null);
        }
      } else if (message instanceof Stored found) {
        stored.complete(found);
      } else if (message instanceof MakingStopped end) {
        stopped.complete(end);
      } else if (message instanceof Status state) {
        status.complete(state);
      } else if (message instanceof Condition how) {
        condition.complete(how);
      } else if (message instanceof Farewell dismissed && farewell.isEmpty()) {
        farewell = Optional.of(dismissed.why());
        link.close(LinkLoss.unavailable("closed the connection"));
      }
    }

    @Override
    public void data(Link link, Bytes32 session, long sequence, boolean last, byte[] payload) {
      throw new FrameViolation("session data for an analyst");
    }

    @Override
    public void credit(Link link, Bytes32 session, long total) {
      throw new FrameViolation("session credit for an analyst");
    }

    @Override
    public void writable(Link link) {
      // requests are small: nobody waits
    }

    @Override
    public void closed(Link link, LinkLoss why) {
      end(why);
    }

    @Override
    public void failed(String address, LinkLoss why) {
      end(why);
    }

    private synchronized void end(LinkLoss why) {
      if (loss.isEmpty()) {
        loss = Optional.of(why);
      }
      JointlyException reason = whyDown();
      connected.completeExceptionally(reason);
      outcome.completeExceptionally(reason);
      status.completeExceptionally(reason);
      condition.completeExceptionally(reason);
      stored.completeExceptionally(reason);
      stopped.completeExceptionally(reason);
      making.completeExceptionally(reason);
      allLots.completeExceptionally(reason);
    }
  }
}
