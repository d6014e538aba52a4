package org.jointly.runtime.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.Busy;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What visitors of one kind are having done, each on a thread of its own, and ended when its visitor leaves. Thread-safe.
 *
 * @param <V> a visitor's connection
 */
final class Errands<V> {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  private final PartyId me;
  private final ExecutorService threads;
  private final Conversations asHome;
  private final Map<Conversation, V> visitors = new ConcurrentHashMap<>();

  Errands(PartyId me, ExecutorService threads, Conversations asHome) {
    this.me = me;
    this.threads = threads;
    this.asHome = asHome;
  }

  /**
   * Begins with one.
   *
   * @param busy what a visitor is told when as many as may are under way
   * @param failed told if it fails after this has returned
   * @throws Busy if so many are under way
   * @throws Aborted if the node is stopping
   */
  void begin(V visitor, Conversation conversation, String busy, Runnable errand, Consumer<JointlyException> failed) {
    if (asHome.begin(conversation) != Conversations.Admission.BEGUN) {
      throw new Busy(me, "busy: " + busy);
    }
    visitors.put(conversation, visitor);
    try {
      threads.execute(() -> run(conversation, errand, failed));
    } catch (RejectedExecutionException stopping) {
      end(conversation);
      throw new Aborted(me, "the node is stopping");
    }
  }

  private void run(Conversation conversation, Runnable errand, Consumer<JointlyException> failed) {
    try {
      errand.run();
    } catch (JointlyException failure) {
      failed.accept(failure);
    } catch (RuntimeException | Error unforeseen) {
      LOG.error("the outcome could not be handed on", unforeseen);
      failed.accept(FaultReport.of(unforeseen, me).toException());
    } finally {
      end(conversation);
    }
  }

  private void end(Conversation conversation) {
    visitors.remove(conversation);
    asHome.end(conversation);
  }

  /** Ends what a visitor was having done: nobody waits for it any longer. */
  void left(V visitor, String why) {
    visitors.forEach((conversation, who) -> {
      if (who == visitor) {
        conversation.fail(new Aborted(me, why));
      }
    });
  }
}
