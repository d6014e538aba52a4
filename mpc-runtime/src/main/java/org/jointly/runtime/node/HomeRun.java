package org.jointly.runtime.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Agreement;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.AboutProposal;
import org.jointly.runtime.wire.ControlMessage.MaterialKept;
import org.jointly.runtime.wire.ControlMessage.Proposing;
import org.jointly.runtime.wire.ControlMessage.ReportReady;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.Vote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the home node does for a query, or for the making of material, besides taking part in it: proposes, collects ballots, starts,
 * collects reports.
 *
 * <p>It can stop it, and that is all it can do: every party verifies the ballots itself, and the analyst the reports.
 */
final class HomeRun {
  /** How much later than the parties the home gives up, so that it hears what they have to say. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** How long it hears the others when one party says that it waited in vain. */
  private static final Duration HEARING = Duration.ofSeconds(1);

  private static final String VOTE = "vote";

  private static final Logger LOG = LoggerFactory.getLogger(HomeRun.class);

  private final Site site;
  private final Post post;
  private final Conversation conversation;
  private final Proposing proposal;
  private final Consumer<String> progress;
  private boolean voting = true;

  /** @param progress told how far it is, in words for the analyst */
  HomeRun(Site site, Post post, Conversation conversation, Proposing proposal, Consumer<String> progress) {
    this.site = site;
    this.post = post;
    this.conversation = conversation;
    this.proposal = proposal;
    this.progress = progress;
  }

  /**
   * Runs a query to the end.
   *
   * @return one signed report per party, in roster order, each as its party sent it
   * @throws JointlyException if there are none; all parties have been told
   */
  List<SignedBytes> run() {
    return tellingOfFailure(() -> {
      start();
      return collectReports();
    });
  }

  /**
   * Runs the making of material to the end.
   *
   * @throws JointlyException if not every party has stored its part; all have been told
   */
  void make() {
    tellingOfFailure(() -> {
      start();
      collect("store its part", message -> message instanceof MaterialKept ? Optional.of(message) : Optional.empty());
      return true;
    });
  }

  private void start() {
    post.requireLinks(conversation.deadline());
    List<SignedBytes> ballots = askAll();
    post.sendToAll(new Start(conversation.proposal(), ballots));
    progress.accept("all " + ballots.size() + " sites consent and compute");
  }

  private <T> T tellingOfFailure(Supplier<T> running) {
    MDC.put(Site.SESSION_IN_LOGS, conversation.proposal().toString());
    try {
      return running.get();
    } catch (JointlyException failure) {
      tellAll(failure);
      throw failure;
    } catch (RuntimeException | Error unforeseen) {
      LOG.error("this failed for a reason nobody foresaw", unforeseen);
      JointlyException failure = FaultReport.of(unforeseen, site.me()).toException();
      tellAll(failure);
      throw failure;
    } finally {
      MDC.remove(Site.SESSION_IN_LOGS);
    }
  }

  private List<SignedBytes> askAll() {
    progress.accept("asking " + site.roster().parties().size() + " sites for consent");
    post.sendToAll(proposal);
    Agreement agreement = new Agreement(site.roster(), conversation.proposal(), site.clock());
    Map<PartyId, SignedBytes> ballots = new TreeMap<>();
    Optional<Ballot.Consent> mine = Optional.empty();
    while (ballots.size() < site.roster().parties().size()) {
      Conversation.Said said = nextSaid(ballots, VOTE);
      if (said.message() instanceof Vote vote) {
        Ballot.Consent consent = consent(agreement.verify(said.party(), vote.ballot()));
        mine = said.party().equals(site.me()) ? Optional.of(consent) : mine;
        ballots.putIfAbsent(said.party(), vote.ballot());
      }
    }
    voting = false;
    List<SignedBytes> all = List.copyOf(ballots.values());
    agreement.session(all, mine.orElseThrow(), site.me());
    return all;
  }

  private static Ballot.Consent consent(Ballot ballot) {
    if (ballot instanceof Ballot.Refusal refusal) {
      throw new Accusation(refusal.party(), refusal.why()).toException();
    }
    return (Ballot.Consent) ballot;
  }

  private List<SignedBytes> collectReports() {
    Map<PartyId, SignedBytes> reports = collect(
        "report", message -> message instanceof ReportReady ready ? Optional.of(ready.report()) : Optional.empty());
    return site.roster().parties().stream().map(party -> reports.get(party.id())).toList();
  }

  /** The first message of every party in which there is what is looked for. */
  private <T> Map<PartyId, T> collect(String toDo, Function<AboutProposal, Optional<T>> content) {
    Map<PartyId, T> heard = new TreeMap<>();
    while (heard.size() < site.roster().parties().size()) {
      Conversation.Said said = nextSaid(heard, toDo);
      content.apply(said.message()).ifPresent(found -> heard.putIfAbsent(said.party(), found));
    }
    return heard;
  }

  /** The next message; throws when a party gives up, or when one is lost or late that is not heard yet. */
  private Conversation.Said nextSaid(Map<PartyId, ?> heard, String toDo) {
    while (true) {
      Conversation.Event event = conversation.next().orElseThrow(() -> late(heard, toDo));
      if (event instanceof Conversation.Said said) {
        if (said.message() instanceof Abort abort) {
          throw verdict(new Accusation(said.party(), abort.fault()), heard).toException();
        }
        return said;
      }
      if (event instanceof Conversation.Lost lost && !heard.containsKey(lost.party())) {
        throw lost.why();
      }
    }
  }

  private JointlyException late(Map<PartyId, ?> heard, String toDo) {
    List<PartyId> missing =
        site.roster().parties().stream().map(Roster.Party::id).filter(party -> !heard.containsKey(party)).toList();
    if (missing.isEmpty()) {
      return conversation.deadline().exceededBy(site.me(), toDo);
    }
    String others = missing.stream().skip(1).map(PartyId::name).collect(Collectors.joining(" and "));
    return conversation.deadline().exceededBy(missing.get(0), others.isEmpty() ? toDo : toDo + " (nor did " + others + ")");
  }

  /**
   * Who waits for the start of the session waits for the home, and the home for those that have not voted: they are to blame.
   *
   * @param ballots those that have come
   */
  private Accusation handedOn(Accusation accusation, Map<PartyId, ?> ballots) {
    boolean ofTheHome = accusation.fault().family() == FaultFamily.DEADLINE_EXCEEDED && accusation.blamed().equals(site.me());
    return voting && ofTheHome ? new Accusation(accusation.by(), FaultReport.of(late(ballots, VOTE))) : accusation;
  }

  /** When the first party gives up because it waited in vain, the others are about to; their word is heard, too. */
  private Accusation verdict(Accusation said, Map<PartyId, ?> heard) {
    Accusation first = handedOn(said, heard);
    Verdict verdict = new Verdict(site.roster().parties().size());
    verdict.add(first);
    if (first.fault().family() == FaultFamily.DEADLINE_EXCEEDED) {
      Deadline hearing = Deadline.in(HEARING, site.nanoClock());
      while (!verdict.isClear()) {
        Optional<Conversation.Event> event = conversation.next(hearing.remaining());
        if (event.isEmpty()) {
          break;
        }
        if (event.get() instanceof Conversation.Said other && other.message() instanceof Abort abort) {
          verdict.add(handedOn(new Accusation(other.party(), abort.fault()), heard));
        }
      }
    }
    return verdict.believed();
  }

  private void tellAll(JointlyException failure) {
    LOG.warn("it is stopped: {}", failure.getMessage());
    post.abort(new Abort(conversation.proposal(), site.me(), FaultReport.of(failure, site.me())));
  }
}
