package org.jointly.runtime.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Condition.PeerCondition;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A node's transport: one authenticated link to every peer, and the doors for analysts and its operator.
 *
 * <p>Of two parties the one with the smaller name dials. Links come back by themselves. Sending control messages never blocks; sessions
 * send and take through a {@link SessionEndpoint}. Thread-safe.
 */
public final class PeerLinks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);
  private static final int EVENT_LOOPS = 2;
  private static final int BACKLOG = 256;
  private static final int MAX_OPERATORS = 4;
  private static final int MAX_OF_ONE_ANALYST = 8;

  /** A question takes four at its node, and the fastest a fifth of a second or so. */
  private static final int REQUESTS_PER_MINUTE = 1200;

  private final PartyId self;
  private final Roster roster;
  private final TransportSettings settings;
  private final MutualTls tls;
  private final SessionTable sessions;
  private final RateLimitedLog warnings = new RateLimitedLog(LOG, System::nanoTime);
  private final SortedMap<PartyId, PeerLink> peers = new TreeMap<>();
  private final LinkRouter router;
  private final Strangers<Channel> strangers;
  private final Channels channels;
  private final ScheduledExecutorService dialling =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("jointly-dial", true));
  private Channel listener;

  private PeerLinks(
      PartyId self,
      Identity identity,
      Roster roster,
      TransportSettings settings,
      LinkEvents events,
      Executor callbacks,
      Clock clock) {
    this.self = self;
    this.roster = roster;
    this.settings = settings;
    this.strangers = new Strangers<>(settings.admission().maxStrangers());
    this.tls = MutualTls.of(identity, settings.engine(), this::isExpected, clock);
    this.channels = new Channels("jointly-net", EVENT_LOOPS, settings, clock);
    this.sessions = new SessionTable(settings, System::nanoTime);
    for (Roster.Party party : roster.parties()) {
      if (!party.id().equals(self)) {
        peers.put(party.id(), new PeerLink(party.id(), events, sessions, callbacks, clock));
      }
    }
    this.router = new LinkRouter(
        peers,
        new Door<>(
            "analysts",
            Level.INFO,
            new Door.Limits(settings.admission().maxAnalysts(), MAX_OF_ONE_ANALYST, REQUESTS_PER_MINUTE),
            System::nanoTime,
            callbacks,
            warnings,
            events::fromAnalyst,
            events::analystLeft),
        new Door<>(
            "operators",
            Level.DEBUG,
            new Door.Limits(MAX_OPERATORS, MAX_OPERATORS, REQUESTS_PER_MINUTE),
            System::nanoTime,
            callbacks,
            warnings,
            events::fromOperator,
            events::operatorLeft),
        sessions);
  }

  private boolean isExpected(Fingerprint fingerprint) {
    return roster.party(fingerprint).isPresent() || roster.analyst(fingerprint).isPresent();
  }

  /**
   * Listens and begins to dial; returns as soon as it listens.
   *
   * @param self this node's name in the roster
   * @param callbacks where {@link LinkEvents} are called; with several threads, and not the caller's own
   * @param clock for the validity of certificates
   * @param jitter for the pauses between dials; nothing secret
   * @throws InvalidConfiguration if the address cannot be listened on, or the roster has another key for this node
   */
  public static PeerLinks start(
      PartyId self,
      Identity identity,
      Roster roster,
      TransportSettings settings,
      LinkEvents events,
      Executor callbacks,
      Clock clock,
      RandomGenerator jitter) {
    requireOwnKey(self, identity, roster);
    PeerLinks links = new PeerLinks(self, identity, roster, settings, events, callbacks, clock);
    try {
      links.listen();
      links.dialLargerPeers(jitter);
      LOG.info("party {} listens on {} with {}", self, links.listener.localAddress(), settings.engine());
      return links;
    } catch (RuntimeException failed) {
      links.close();
      throw failed;
    }
  }

  private static void requireOwnKey(PartyId self, Identity identity, Roster roster) {
    Roster.Party entry =
        roster
            .party(self)
            .orElseThrow(
                () -> new InvalidConfiguration("this node is called " + self + ", but the roster names no such party"));
    if (!entry.fingerprint().equals(identity.fingerprint())) {
      throw new InvalidConfiguration(
          "the roster has the fingerprint " + entry.fingerprint() + " for " + self + ", but this node's key has "
              + identity.fingerprint() + "; use the right identity, or agree on a new roster");
    }
  }

  private void listen() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(channels.loops())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Channels.WATER_MARK)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    String address = settings.listenHost() + ":" + settings.listenPort();
    ChannelFuture binding =
        bootstrap.bind(new InetSocketAddress(settings.listenHost(), settings.listenPort())).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new InvalidConfiguration(
          "cannot listen on " + address + ": " + LinkLoss.of(binding.cause()).text()
              + "; is another node running there, and does the address belong to this machine?");
    }
    listener = binding.channel();
  }

  private void accept(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress from)) {
      channel.close();
      return;
    }
    Optional<Channel> leaving = strangers.admit(from.getAddress(), channel);
    leaving.ifPresent(
        one -> {
          warnings.warn("connection from " + one.remoteAddress() + " closed: too many that have not said who they are");
          one.close();
        });
    if (leaving.isPresent() && leaving.get() == channel) {
      return;
    }
    channel.closeFuture().addListener(closed -> strangers.leave(channel));
    channels.build(channel, tls.accepting(), new AcceptedOwner(router, self, roster, () -> strangers.leave(channel), warnings));
  }

  private void dialLargerPeers(RandomGenerator jitter) {
    for (PartyId larger : peers.tailMap(self).keySet()) {
      Roster.Party party = roster.party(larger).orElseThrow();
      new DialledOwner(router, party, owner -> dialer(party, owner, jitter)).start();
    }
  }

  private Dialer dialer(Roster.Party party, LinkOwner owner, RandomGenerator jitter) {
    return new Dialer(
        party.host(),
        party.port(),
        channels.dialling(tls.dialling(), () -> owner),
        dialling,
        settings.backoff(),
        jitter,
        peer(party.id())::failed);
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  public TlsEngine engine() {
    return settings.engine();
  }

  /** The peers that are connected now, in the order of their names. */
  public List<PartyId> linksUp() {
    return peers.entrySet().stream().filter(peer -> peer.getValue().current().isPresent()).map(Map.Entry::getKey).toList();
  }

  /** Every peer, in the order of their names. */
  public List<PeerCondition> conditions() {
    return peers.values().stream().map(PeerLink::condition).toList();
  }

  /** Why a peer is not connected, or was not the last time. */
  public JointlyException whyDown(PartyId peer) {
    return peer(peer).whyDown();
  }

  /**
   * Waits until a peer is connected.
   *
   * @throws JointlyException why it is not, if it is not connected in time
   */
  public void awaitUp(PartyId peer, Duration patience) {
    if (!peer(peer).awaitUp(patience.toMillis())) {
      throw peer(peer).whyDown();
    }
  }

  /**
   * Sends a control message; does not block. Arrives after everything sent to that peer before, or the link goes down.
   *
   * @throws JointlyException why the peer is not connected
   * @throws IllegalArgumentException if it is no peer, or the message is too long
   */
  public void send(PartyId to, PeerMessage message) {
    PeerLink peer = peer(to);
    Link link = peer.current().orElseThrow(peer::whyDown);
    if (!link.send(message)) {
      throw new PeerUnavailable(to, "its link went down");
    }
  }

  /**
   * Opens a session with all peers. What they sent a moment earlier is there already; a peer that is not connected now is unavailable
   * for this session.
   *
   * @throws IllegalArgumentException if the id was used before
   */
  public SessionEndpoint openSession(Bytes32 id) {
    return sessions.open(
        id,
        () -> {
          Map<PartyId, Optional<Link>> links = new HashMap<>();
          peers.forEach((peer, link) -> links.put(peer, link.current()));
          return links;
        });
  }

  private PeerLink peer(PartyId id) {
    PeerLink peer = peers.get(id);
    if (peer == null) {
      throw new IllegalArgumentException(id + " is no peer of " + self);
    }
    return peer;
  }

  /** Closes every link and stops listening; sessions fail. Waits until the port is free. */
  @Override
  public void close() {
    router.close();
    endDialling();
    sessions.failAll(new PeerUnavailable(self, "this node is stopping"));
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    channels.close();
  }

  /** Before the event loops end: a dial that comes later fails with a stack trace in the log. */
  private void endDialling() {
    dialling.shutdownNow();
    try {
      dialling.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
