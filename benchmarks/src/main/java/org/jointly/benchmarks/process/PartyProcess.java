package org.jointly.benchmarks.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.session.SessionNetwork;
import org.jointly.runtime.transport.AnalystLink;
import org.jointly.runtime.transport.Emulation;
import org.jointly.runtime.transport.LinkEvents;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.transport.SessionEndpoint;
import org.jointly.runtime.transport.TransportSettings;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;

/** One party: connects, runs one workload several times in one session, prints a {@link Measurement}. Ends with its parent. */
final class PartyProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PartyIndex me;
  private final Workload workload;
  private final Suite suite;
  private final Adversary adversary;
  private final int runs;
  private final Optional<Emulation> network;
  private final SecureRandom random = new SecureRandom();

  private PartyProcess(
      PartyIndex me, Workload workload, Suite suite, Adversary adversary, int runs, Optional<Emulation> network) {
    this.me = me;
    this.workload = workload;
    this.suite = suite;
    this.adversary = adversary;
    this.runs = runs;
    this.network = network;
  }

  /** Arguments: the consortium's folder, this party's number, workload, suite, adversary, runs; round trip in ms and Mbit/s, 0 for none. */
  public static void main(String[] arguments) throws IOException {
    endWithParent();
    PartyProcess party = new PartyProcess(
        new PartyIndex(Integer.parseInt(arguments[1])),
        Workloads.named(arguments[2]),
        Catalog.standard().suite(arguments[3]).orElseThrow(),
        Adversary.valueOf(arguments[4]),
        Integer.parseInt(arguments[5]),
        network(Integer.parseInt(arguments[6]), Integer.parseInt(arguments[7])));
    System.out.println(party.measure(Consortium.open(Path.of(arguments[0]))).line());
  }

  private static Optional<Emulation> network(int roundTripMillis, int megabits) {
    long bitsPerSecond = megabits == 0 ? Long.MAX_VALUE : megabits * 1_000_000L;
    return roundTripMillis == 0 && megabits == 0
        ? Optional.empty()
        : Optional.of(new Emulation(Duration.ofMillis(roundTripMillis), Duration.ZERO, bitsPerSecond, 0));
  }

  /** The parent holds our standard input open for as long as it lives. */
  private static void endWithParent() {
    Thread watch = new Thread(() -> {
      try {
        while (System.in.read() >= 0) {
          continue;
        }
      } catch (IOException closed) {
        // As good as its end.
      }
      Runtime.getRuntime().halt(1);
    }, "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private Measurement measure(Consortium consortium) {
    Roster roster = consortium.roster(random);
    PartyId self = roster.party(me).id();
    TransportSettings real = TransportSettings.defaults(roster.party(me).host(), roster.party(me).port());
    TransportSettings settings = network.map(real::withEmulation).orElse(real);
    ExecutorService callbacks = Executors.newCachedThreadPool();
    try (PeerLinks links = PeerLinks.start(
        self, consortium.identity(me, random), roster, settings, new Deaf(), callbacks, Clock.systemUTC(), random)) {
      for (Roster.Party peer : roster.parties()) {
        if (!peer.id().equals(self)) {
          links.awaitUp(peer.id(), PATIENCE);
        }
      }
      Bytes32 id = Bytes32.of(sha256(workload.name()));
      try (SessionEndpoint endpoint = links.openSession(id)) {
        return measure(id, new SessionNetwork(roster, self, endpoint, Deadline.in(PATIENCE, System::nanoTime)));
      }
    } finally {
      callbacks.shutdownNow();
    }
  }

  private Measurement measure(Bytes32 id, SessionNetwork network) {
    SecurityModel model = workload.model(suite, network.getNoOfParties(), adversary);
    Seat seat = new Seat(me, id.bytes(), network, random, System::nanoTime, (label, elements) -> {});
    long start = System.nanoTime();
    try (SuiteSession session = suite.open(model, seat)) {
      long setupNanos = System.nanoTime() - start;
      Bench bench = new Bench(me, model, session);
      Workload.Prepared prepared = workload.prepare(bench);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      List<Measurement.Run> measured = new ArrayList<>();
      List<Measurement.Cost> costs = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        prepared.before();
        bench.meet();
        Measurement.Cost before = cost(session.trace());
        long begun = System.nanoTime();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        prepared.run();
        if (adversary == Adversary.MALICIOUS) {
          bench.meet(); // what was computed is verified before something is opened
        }
        long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
        measured.add(new Measurement.Run(System.nanoTime() - begun, cpu));
        costs.add(cost(session.trace()).minus(before));
      }
      prepared.check();
      bench.meet();
      return Measurement.of(model, setupNanos, measured, requireConstant(costs), peakKiB());
    }
  }

  private static Measurement.Cost cost(RoundTrace trace) {
    return new Measurement.Cost(trace.rounds().size(), trace.messagesSent(), trace.bytesSent());
  }

  /** The first may set something up. */
  private static Measurement.Cost requireConstant(List<Measurement.Cost> costs) {
    if (costs.stream().skip(1).distinct().count() > 1) {
      throw new IllegalStateException("runs differ in what they send: " + costs);
    }
    return costs.get(costs.size() - 1);
  }

  /** Linux tells; elsewhere 0. */
  private static long peakKiB() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException noSuchFile) {
      return 0;
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** A party that answers nobody: sessions are all it knows. */
  private static final class Deaf implements LinkEvents {
    @Override
    public void linkUp(PartyId peer) {}

    @Override
    public void linkDown(PartyId peer, JointlyException reason) {}

    @Override
    public void fromPeer(PartyId sender, PeerMessage message) {}

    @Override
    public void fromAnalyst(AnalystLink analyst, AnalystRequest request) {}

    @Override
    public void analystLeft(AnalystLink analyst) {}
  }
}
