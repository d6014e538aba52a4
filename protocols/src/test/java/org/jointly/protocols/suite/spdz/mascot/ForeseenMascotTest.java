package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Material;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is foreseen of an order is what is sent and made. */
class ForeseenMascotTest {

  private record Orders(int parties, PrimeField field, List<Amounts> amounts) {
    @Override
    public String toString() {
      return parties + " parties, " + field.label() + ", " + amounts;
    }
  }

  static Stream<Orders> orders() {
    return Stream.of(
        orders(3, PrimeFields.MERSENNE_61, amounts(3, 1, 0, 0)),
        orders(3, PrimeFields.MERSENNE_61, amounts(3, 65, 3, 0), amounts(3, 0, 0, 7), amounts(3, 64, 0, 0)),
        orders(3, PrimeFields.MERSENNE_61, amounts(3, 2000, 200, 2)),
        orders(3, PrimeFields.MERSENNE_61, new Amounts(0, 0, List.of(5L, 0L, 1L)), amounts(3, 0, 2, 0)),
        orders(3, PrimeFields.MERSENNE_61, amounts(3, 0, 0, 20_000)),
        orders(3, PrimeFields.MERSENNE_127, amounts(3, 10, 70, 1), amounts(3, 3, 0, 0)),
        orders(4, PrimeFields.MERSENNE_61, new Amounts(3, 1, List.of(0L, 0L, 0L, 9L))),
        orders(5, PrimeFields.MERSENNE_61, amounts(5, 70, 0, 3), amounts(5, 0, 1, 0)),
        orders(5, PrimeFields.MERSENNE_127, amounts(5, 1, 2, 3)));
  }

  private static Orders orders(int parties, PrimeField field, Amounts... amounts) {
    return new Orders(parties, field, List.of(amounts));
  }

  private static Amounts amounts(int parties, long triples, long bits, long masks) {
    return new Amounts(triples, bits, Collections.nCopies(parties, masks));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void foreseenOrders_areThoseMade(Orders orders) {
    Kitchen.Meal meal = new Kitchen(orders.parties(), orders.field()).cook(orders.amounts().toArray(Amounts[]::new));

    List<MessageLengths> rounds = new ArrayList<>();
    for (int i = 0; i < orders.amounts().size(); i++) {
      MaterialMaker.Foreseen foreseen =
          new Mascot().foreseen(orders.parties(), orders.field(), orders.amounts().get(i), i == 0);
      rounds.addAll(foreseen.rounds());
      assertThat(foreseen.made()).isEqualTo(amounts(orders.field(), meal.orders().get(i).get(0)));
    }
    for (int party = 1; party <= orders.parties(); party++) {
      RoundTrace trace = meal.traces().get(party - 1);
      PartyIndex me = new PartyIndex(party);
      assertThat(trace.rounds()).extracting(RoundTrace.Round::bytesSent)
          .isEqualTo(rounds.stream().map(round -> (orders.parties() - 1) * frame(round, me)).toList());
      assertThat(trace.rounds()).extracting(round -> round.received().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(rounds.stream().map(round -> fromOthers(round, me, orders.parties())).toList());
      assertThat(trace.messagesSent()).isEqualTo(
          (orders.parties() - 1) * rounds.stream().mapToLong(round -> round.from(me).length).sum());
    }
  }

  private static Amounts amounts(PrimeField field, Material made) {
    return new Amounts(
        made.triples().a().length(field),
        made.bits().length(field),
        made.masks().stream().map(masks -> (long) masks.shares().length(field)).toList());
  }

  private static long frame(MessageLengths round, PartyIndex sender) {
    return FrameLayout.frameBytes(round.from(sender));
  }

  private static long fromOthers(MessageLengths round, PartyIndex me, int parties) {
    LongStream frames = IntStream.rangeClosed(1, parties)
        .filter(party -> party != me.value())
        .mapToLong(party -> frame(round, new PartyIndex(party)));
    return frames.sum();
  }
}
