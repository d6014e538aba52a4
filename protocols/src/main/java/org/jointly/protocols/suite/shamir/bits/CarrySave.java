package org.jointly.protocols.suite.shamir.bits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.round.RoundStep;

/**
 * From t+1 numbers, each known to one of the parties 1..t+1, to two numbers of the same sum, as shared bits.
 *
 * <p>The numbers' bits are dealt in GF(2^k). Three numbers a, b, c become two: a+b+c without carries, and the carries
 * (a+b)(a+c)+a one place up; until two are left. What is carried out of the highest place is added up.
 *
 * <p>Cost for m places: one round for the dealings of m rows by t+1 parties, and one for each layer of (together t-1) additions
 * with m products each.
 */
final class CarrySave {
  private final BitParty party;
  private final Lanes lanes;
  private final int places;
  private final Then next;

  /** What follows. */
  interface Then {

    /**
     * @param first this party's shares of the bits of one number
     * @param second of the other
     * @param top one row: what was carried into place m, modulo 2
     */
    RoundStep apply(BitRows first, BitRows second, BitRows top);
  }

  /** @param places m: the numbers count modulo 2^m */
  CarrySave(BitParty party, Lanes lanes, int places, Then next) {
    this.party = party;
    this.lanes = lanes;
    this.places = places;
    this.next = next;
  }

  /** @param mine the bits of this party's number, at least m of them; empty at a party that has none */
  RoundStep start(Optional<BitRows> mine) {
    int[] lower = IntStream.range(0, places).toArray();
    BitRows top = new BitRows(party.field().degree(), 1, lanes.words());
    return new Dealings(
        party, lanes, party.threshold() + 1, places, mine.map(bits -> bits.pick(lower)),
        numbers -> add(numbers, top));
  }

  private Optional<RoundStep> add(List<BitRows> numbers, BitRows top) {
    if (numbers.size() == 2) {
      return Optional.of(next.apply(numbers.get(0), numbers.get(1), top));
    }
    int triples = numbers.size() / 3;
    List<BitRows> rest = new ArrayList<>(numbers.subList(3 * triples, numbers.size()));
    BitRows left = new BitRows(party.field().degree(), 0, lanes.words());
    BitRows right = left;
    for (int i = 0; i < triples; i++) {
      BitRows a = numbers.get(3 * i);
      left = left.then(a.plus(numbers.get(3 * i + 1)));
      right = right.then(a.plus(numbers.get(3 * i + 2)));
    }
    return Optional.of(Dealings.product(party, lanes, left, right, products -> {
      for (int i = 0; i < triples; i++) {
        BitRows a = numbers.get(3 * i);
        BitRows carries = products.pick(IntStream.range(i * places, (i + 1) * places).toArray()).add(a);
        rest.add(a.plus(numbers.get(3 * i + 1)).add(numbers.get(3 * i + 2)));
        rest.add(shifted(carries));
        top.addRow(0, carries, places - 1);
      }
      return add(rest, top);
    }));
  }

  /** One place up; the highest row leaves, the lowest is zero. */
  private BitRows shifted(BitRows rows) {
    BitRows empty = new BitRows(rows.planes(), 1, rows.words());
    return empty.then(rows.pick(IntStream.range(0, places - 1).toArray()));
  }
}
