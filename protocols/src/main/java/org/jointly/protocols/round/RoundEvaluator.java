package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.NativeProtocol.EvaluationStatus;
import dk.alexandra.fresco.framework.ProtocolEvaluator;
import dk.alexandra.fresco.framework.ProtocolProducer;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Evaluates native protocols in lockstep rounds, with one strict frame per peer and round and exact counts.
 *
 * <p>Takes from the producer as many independent protocols as it gives (a batch) and evaluates them together, round by
 * round: what all of them send to one peer in a round is one frame ({@link FrameLayout}), sent when the round ends (large
 * ones earlier, in chunks); what they receive in a round is what the peers sent in the round before. A peer's frame is
 * fetched when the first message from it is asked for, so a protocol asks for exactly what the peer's side of it sends. A
 * frame that is short, long, of another round, or holds more or fewer messages than are asked for is a
 * {@link ProtocolViolationException} that names the peer.
 *
 * <p>What a protocol must do, at every party alike: take the same number of rounds; receive only what was sent in the
 * round before; send nothing in its last round. A round after which every protocol of the batch is done sends nothing and
 * is not counted: local protocols cost no round.
 *
 * <p>Why not FRESCO's {@code BatchedProtocolEvaluator}: its frames have one length byte per message, pad short reads with
 * zeros and drop trailing bytes.
 *
 * <p>One evaluator serves one session and one thread, program after program; the rounds are numbered on. Blocks while the
 * network does; exceptions of the network pass through. After an exception the session is over.
 */
public final class RoundEvaluator<R extends ResourcePool> implements ProtocolEvaluator<R> {
  /** Labels the rounds of {@link BatchChecks} in the trace. */
  private static final String CHECK = "check";

  private final RoundNetwork rounds;
  private final RoundLimits limits;
  private String step = "setup";
  private boolean over;

  /**
   * @param network the session's network; its deadlines and failures are its own
   * @param nanoClock a monotonic clock in nanoseconds, read to tell how long this party waits
   */
  public RoundEvaluator(PartyIndex me, Network network, RoundLimits limits, LongSupplier nanoClock) {
    this(me, network, limits, nanoClock, round -> {});
  }

  /** @param observer told of every round that becomes a part of the trace, when it does */
  public RoundEvaluator(
      PartyIndex me, Network network, RoundLimits limits, LongSupplier nanoClock, Consumer<RoundTrace.Round> observer) {
    this.rounds = new RoundNetwork(me, network, limits, nanoClock, observer);
    this.limits = limits;
  }

  /** Labels the rounds that follow in the trace. */
  public void step(String label) {
    this.step = label;
  }

  /** The rounds so far in which this party sent or received something. */
  public RoundTrace trace() {
    return rounds.trace();
  }

  /** FRESCO's entrance; the network must be the one this evaluator was made with. */
  @Override
  public EvaluationStatistics eval(ProtocolProducer producer, R resources, Network network) {
    if (!rounds.isOver(network)) {
      throw new IllegalArgumentException("the evaluator numbers the rounds of another network");
    }
    return eval(producer, resources);
  }

  /** Evaluates everything the producer gives. */
  public EvaluationStatistics eval(ProtocolProducer producer, R resources) {
    return eval(producer, resources, BatchChecks.none());
  }

  /** Evaluates everything the producer gives, and what the checks ask for between the batches. */
  public EvaluationStatistics eval(ProtocolProducer producer, R resources, BatchChecks<R> checks) {
    if (over) {
      throw new IllegalStateException("the session ended with an error");
    }
    over = true;
    rounds.resume();
    int protocols = 0;
    int batches = 0;
    while (producer.hasNextProtocols()) {
      ProtocolBatch<R> batch = new ProtocolBatch<>(limits.maxBatch());
      producer.getNextProtocols(batch);
      protocols += batch.size();
      batches++;
      List<NativeProtocol<?, R>> given = batch.protocols();
      checks.preparation(given).ifPresent(preparation -> evaluate(batchOf(preparation), resources, RoundTrace.PREPROCESSING));
      checks.before(given).ifPresent(check -> evaluate(batchOf(check), resources, CHECK));
      evaluate(batch, resources, step);
      checks.after(given).ifPresent(check -> evaluate(batchOf(check), resources, CHECK));
    }
    over = false;
    return new EvaluationStatistics(protocols, batches);
  }

  private static <R extends ResourcePool> ProtocolBatch<R> batchOf(NativeProtocol<?, R> protocol) {
    ProtocolBatch<R> batch = new ProtocolBatch<>(1);
    batch.addProtocol(protocol);
    return batch;
  }

  /**
   * Adds a round to the trace that does not take place, as one that prepares a batch: to learn what a session would cost. All parties do
   * so alike, between two batches.
   *
   * @param gate the kind of protocol that would have taken part
   */
  public void count(String gate, MessageLengths lengths) {
    rounds.count(RoundTrace.PREPROCESSING, List.of(gate), lengths);
  }

  private void evaluate(ProtocolBatch<R> batch, R resources, String label) {
    for (int round = 0; ; round++) {
      List<NativeProtocol<?, R>> unfinished = new ArrayList<>();
      for (NativeProtocol<?, R> protocol : batch) {
        if (evaluate(protocol, round, resources) == EvaluationStatus.HAS_MORE_ROUNDS) {
          unfinished.add(protocol);
        }
      }
      if (unfinished.isEmpty()) {
        rounds.endBatch();
        return;
      }
      batch.retain(unfinished);
      rounds.nextRound(label, batch.kinds());
    }
  }

  private EvaluationStatus evaluate(NativeProtocol<?, R> protocol, int round, R resources) {
    long sent = rounds.sentInThisRound();
    EvaluationStatus status = protocol.evaluate(round, resources, rounds);
    if (status == EvaluationStatus.IS_DONE && rounds.sentInThisRound() != sent) {
      throw new IllegalStateException(
          protocol.getClass().getSimpleName() + " sends in its last round, where nobody receives");
    }
    return status;
  }
}
