package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.TamperConformance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any change of any message of a party, in any round of a malicious run, stops every other party before it has a result. */
final class TamperedRunTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** A chunk on its way: the number-th from one party to another. */
  private record Sent(int from, int to, int number, int bytes) {}

  /** How a run ended: what the parties that finished have opened, and why the others failed. */
  private record Ending(SortedMap<Integer, Opened> finished, SortedMap<PartyIndex, Throwable> failed) {}

  /** Counts by code with a threshold: one reached jointly, one not, one at a single site. */
  private record Query(Hospitals hospitals, QueryPlan plan, List<LocalAggregate> sites) {
    static Query of(int parties) {
      Hospitals hospitals = Hospitals.malicious(parties);
      return new Query(
          hospitals,
          hospitals.plan(Questions.countsByCode(Questions.rule(11, 1), "A", "B", "C")),
          hospitals.sites(new long[] {4, 4, 0}, new long[] {4, 4, 0}, new long[] {4, 2, 12}));
    }

    Ending run(Tampering tampering) {
      SortedMap<Integer, Opened> finished = new ConcurrentSkipListMap<>();
      SortedMap<PartyIndex, Throwable> failed = new TreeMap<>();
      try {
        hospitals.simulation(plan).withDeadline(DEADLINE).withTampering(tampering).run((me, session) -> {
          Outcome outcome = hospitals.program(plan, sites).run(me, session);
          finished.put(me.value(), outcome.opened());
          return outcome;
        });
      } catch (SimulationFailedException failure) {
        failed.putAll(failure.failures());
      }
      return new Ending(finished, failed);
    }
  }

  private static Tampering recording(Map<List<Integer>, Sent> sent) {
    return (from, to, number, bytes) -> {
      sent.put(List.of(from.value(), to.value(), number), new Sent(from.value(), to.value(), number, bytes.length));
      return bytes;
    };
  }

  private static Tampering changing(Sent target, int position, int mask) {
    return (from, to, number, bytes) -> {
      if (from.value() == target.from() && to.value() == target.to() && number == target.number()) {
        bytes[position] ^= (byte) mask;
      }
      return bytes;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void anyMessageOfAnyParty_changed_stopsAllOthers(int parties) {
    long seed = System.nanoTime();
    System.out.println("TamperedRunTest seed " + seed);
    Random random = new Random(seed);
    Query query = Query.of(parties);
    Map<List<Integer>, Sent> recorded = new ConcurrentHashMap<>();
    Ending undisturbed = query.run(recording(recorded));
    List<Sent> messages = new ArrayList<>(recorded.values());
    messages.sort(Comparator.comparing(Sent::from).thenComparing(Sent::to).thenComparing(Sent::number));
    assertThat(undisturbed.finished()).hasSize(parties);
    assertThat(messages).hasSizeGreaterThan(10 * parties * (parties - 1));
    assertThat(messages.stream().filter(sent -> isLast(sent, messages)))
        .as("confirmations")
        .hasSize(parties * (parties - 1))
        .allSatisfy(sent -> assertThat((long) sent.bytes()).isEqualTo(FrameLayout.frameBytes(32)));

    for (Sent target : messages) {
      int position = random.nextInt(target.bytes());
      Ending ending = query.run(changing(target, position, 1 + random.nextInt(255)));

      TamperConformance.assertAccused(ending.failed(), target.from(), target + ", byte " + position);
      ending.finished().remove(target.from()); // the cheater
      if (isLast(target, messages)) {
        // Nobody can confirm the last confirmation: its receiver alone refuses, and what the others have is right.
        assertThat(ending.failed()).as("%s", target).containsKey(new PartyIndex(target.to()));
        assertThat(ending.finished().values()).as("%s", target).isSubsetOf(undisturbed.finished().values());
      } else {
        assertThat(ending.finished()).as("finished in spite of %s, byte %s", target, position).isEmpty();
        assertThat(ending.failed().keySet()).as("%s", target).containsAll(IntStream.rangeClosed(1, parties)
            .filter(party -> party != target.from())
            .mapToObj(PartyIndex::new)
            .toList());
      }
    }
  }

  /** Whether it is the last one of its sender to its receiver. */
  private static boolean isLast(Sent target, List<Sent> messages) {
    return messages.stream()
        .filter(sent -> sent.from() == target.from() && sent.to() == target.to())
        .allMatch(sent -> sent.number() <= target.number());
  }
}
