package org.jointly.protocols.suite.spdz.material;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How many pieces of each kind.
 *
 * @param triples products (a, b, a·b) of uniformly random elements nobody knows
 * @param bits uniformly random bits nobody knows
 * @param masks by owner, party 1 first: uniformly random elements that the owner knows, and nobody else
 */
public record Amounts(long triples, long bits, List<Long> masks) {
  public Amounts {
    masks = List.copyOf(masks);
    if (triples < 0 || bits < 0 || masks.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a negative amount of material");
    }
  }

  public static final String TRIPLES = "triples";
  public static final String BITS = "bits";
  /** Of all parties together. */
  public static final String MASKS = "masks";

  /** Amounts by name; the masks are shared out evenly. A name that is absent means none. */
  public static Amounts of(Map<String, Long> byName, int parties) {
    long masks = byName.getOrDefault(MASKS, 0L);
    return new Amounts(
        byName.getOrDefault(TRIPLES, 0L),
        byName.getOrDefault(BITS, 0L),
        Collections.nCopies(parties, (masks + parties - 1) / parties));
  }

  public static Amounts none(int parties) {
    return new Amounts(0, 0, Collections.nCopies(parties, 0L));
  }

  public Amounts plus(Amounts more) {
    return combined(more, 1);
  }

  /** What is missing, if these are needed and those are in store: never negative. */
  public Amounts beyond(Amounts stored) {
    return combined(stored, -1);
  }

  /** Of these, at most so many of each kind, and of each owner's masks. */
  public Amounts first(int most) {
    return new Amounts(
        Math.min(most, triples), Math.min(most, bits), masks.stream().map(count -> Math.min(most, count)).toList());
  }

  private Amounts combined(Amounts other, int sign) {
    if (masks.size() != other.masks.size()) {
      throw new IllegalArgumentException("amounts for " + masks.size() + " and for " + other.masks.size() + " parties");
    }
    List<Long> each = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      each.add(Math.max(0, masks.get(i) + sign * other.masks.get(i)));
    }
    return new Amounts(Math.max(0, triples + sign * other.triples), Math.max(0, bits + sign * other.bits), each);
  }

  public boolean isNothing() {
    return triples == 0 && bits == 0 && masks.stream().allMatch(count -> count == 0);
  }
}
