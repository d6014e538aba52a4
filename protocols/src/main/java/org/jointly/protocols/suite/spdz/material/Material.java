package org.jointly.protocols.suite.spdz.material;

import java.util.List;
import java.util.Optional;

/**
 * One party's part of some material: element i of every vector belongs to element i at all other parties. Used once.
 *
 * @param masks by owner, party 1 first
 */
public record Material(Triples triples, Authenticated bits, List<Masks> masks) {
  public Material {
    masks = List.copyOf(masks);
  }

  /** Three vectors of one length, c = a·b element by element. */
  public record Triples(Authenticated a, Authenticated b, Authenticated c) {
    public Triples {
      if (a.values().length != b.values().length || a.values().length != c.values().length) {
        throw new IllegalArgumentException("the vectors of triples have different lengths");
      }
    }

    public static Triples none() {
      return new Triples(Authenticated.none(), Authenticated.none(), Authenticated.none());
    }
  }

  /**
   * Random elements for one owner's inputs.
   *
   * @param clear the elements themselves at the owner, empty at everybody else
   */
  public record Masks(Authenticated shares, Optional<long[]> clear) {
    public Masks {
      clear.ifPresent(elements -> {
        if (elements.length != shares.values().length) {
          throw new IllegalArgumentException("masks and their shares have different lengths");
        }
      });
    }

    @Override
    public String toString() {
      return "Masks[" + shares + "]";
    }
  }
}
