package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.simulation.ReceivedChunk;
import org.jointly.protocols.suite.spdz.InsecureDealer;
import org.jointly.protocols.suite.spdz.SpdzSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What party 1 receives in a query does not tell two data sets of the others from each other of which the same is opened: not by a
 * bit anywhere in it that is mostly 0 for the one and mostly 1 for the other, which anything sent without its mask would have.
 *
 * <p>For every statistic, on every suite; where numbers are opened and where the rule suppresses them.
 */
final class ViewOfEveryStatisticTest {
  private static final long SEED = 20_261_124;
  private static final int RUNS = 32;
  /** Of so many coins tossed twice, the numbers of heads differ by more once in 10^12. */
  private static final int FURTHEST = 28;
  private static final int ATTEMPTS = 400;

  private record Asked(SmallQuestion question, Hospitals hospitals, int minimumCount) {
    @Override
    public String toString() {
      return question + ", k = " + minimumCount + ", " + hospitals;
    }
  }

  static Stream<Asked> everything() {
    return SmallQuestion.all().flatMap(question -> Stream.of(
        new Asked(question, Hospitals.natives(3), 2),
        new Asked(question, Hospitals.natives(3), 9),
        new Asked(question, Hospitals.malicious(3), 9),
        new Asked(question, Hospitals.spdz(3), 9)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void view_ofDataThatOpenTheSame_isAlike(Asked asked) {
    SmallQuestion question = asked.question();
    QueryPlan plan = asked.hospitals().plan(YamlQuestions.ask(
        question.statistic(), new Predicate.Everyone(), Questions.rule(asked.minimumCount(), question.sites()), question.parameters()));
    Random random = new Random(SEED);
    SmallData data = SmallData.random(question, random);
    SmallData other = likeIt(plan, question, data, random);
    assertThat(other.sites().get(0)).isEqualTo(data.sites().get(0));
    assertThat(other).as("seed %s", SEED).isNotEqualTo(data);

    int[] ones = ones(asked.hospitals(), plan, data);
    int[] others = ones(asked.hospitals(), plan, other);

    assertThat(others).as("bits received").hasSameSizeAs(ones);
    List<Integer> telling = new ArrayList<>();
    for (int bit = 0; bit < ones.length; bit++) {
      if (Math.abs(ones[bit] - others[bit]) > FURTHEST) {
        telling.add(bit);
      }
    }
    assertThat(telling).as("bits of what party 1 received that tell %s from %s, seed %s", data, other, SEED).isEmpty();
  }

  /** Other data at sites 2 and 3, of which the same is opened: a walk if one is found, or else the two sites' rows exchanged. */
  private static SmallData likeIt(QueryPlan plan, SmallQuestion question, SmallData data, Random random) {
    List<Map<String, IntegerVector>> opened = opened(plan, data);
    List<SiteRows> sites = data.sites();
    SmallData last = new SmallData(List.of(sites.get(0), sites.get(2), sites.get(1)));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      SmallData edited = last.edited(question, 2, random);
      if (edited.sites().get(0).equals(sites.get(0)) && opened(plan, edited).equals(opened)) {
        last = edited;
      }
    }
    return last;
  }

  private static List<Map<String, IntegerVector>> opened(QueryPlan plan, SmallData data) {
    return data.run(plan).stream().map(leg -> leg.opened().vectors()).toList();
  }

  /** In how many of the runs each bit is 1 that party 1 receives. */
  private static int[] ones(Hospitals hospitals, QueryPlan plan, SmallData data) {
    int[] ones = new int[0];
    for (int run = 0; run < RUNS; run++) {
      List<Function<LocalAggregation, LocalAggregate>> sites = new ArrayList<>();
      data.sites().forEach(site -> sites.add(SmallData.reading(site)));
      byte[] view = view(dealing(hospitals, run).simulation(plan).recordingViews().run(Hospitals.programs(plan, sites)).get(0).view());
      ones = run == 0 ? new int[view.length * Byte.SIZE] : ones;
      assertThat(view.length * Byte.SIZE).isEqualTo(ones.length);
      for (int bit = 0; bit < ones.length; bit++) {
        ones[bit] += view[bit / Byte.SIZE] >>> bit % Byte.SIZE & 1;
      }
    }
    return ones;
  }

  /** With another deal in every run, which would else be the same masks. */
  private static Hospitals dealing(Hospitals hospitals, long seed) {
    return hospitals.suite().name().equals("spdz")
        ? new Hospitals(new SpdzSuite(InsecureDealer.method(seed)), hospitals.parties(), hospitals.adversary())
        : hospitals;
  }

  private static byte[] view(List<ReceivedChunk> chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(chunk -> {
      all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(chunk.from().value()).array());
      all.writeBytes(chunk.bytes());
    });
    return all.toByteArray();
  }
}
