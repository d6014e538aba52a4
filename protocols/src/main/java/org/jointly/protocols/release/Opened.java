package org.jointly.protocols.release;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;

/**
 * What was opened: public numbers, the same at every party.
 *
 * @param releases what was asked for
 * @param vectors by the label of its opening, each opened vector
 */
public record Opened(List<Release> releases, Map<String, IntegerVector> vectors) {
  public Opened {
    releases = List.copyOf(releases);
    vectors = Map.copyOf(vectors);
  }

  /** A gated value, empty if the rule did not hold for it. */
  public Optional<BigInteger> value(String name, int cell) {
    return kept(gating(name), cell) ? Optional.of(vector(name).at(cell)) : Optional.empty();
  }

  /** A gated number that fits a {@code long}, such as a count; empty if the rule did not hold for it. */
  public Optional<Long> whole(String name, int cell) {
    return value(name, cell).map(BigInteger::longValueExact);
  }

  /** Whether all of a gated vector was opened, as it is with {@link Release.Gated#together}. */
  public boolean isOpen(String name) {
    Release.Gated release = gating(name);
    return IntStream.range(0, vector(name).length()).allMatch(cell -> kept(release, cell));
  }

  /**
   * A gated vector.
   *
   * @throws IllegalStateException if the rule did not hold for one of its elements
   */
  public IntegerVector values(String name) {
    if (!isOpen(name)) {
      throw new IllegalStateException(name + " is suppressed, or a part of it");
    }
    return vector(name);
  }

  /** Whether a count reached its threshold, of a {@link Release.Reached}. */
  public boolean reached(String count, int cell) {
    return vector(new Release.Reached(count, 0, "").label()).longAt(cell) == 1;
  }

  private boolean kept(Release.Gated release, int cell) {
    IntegerVector keep = vectors.get(release.keepLabel());
    return keep == null || keep.longAt(keep.length() == 1 ? 0 : cell) == 1;
  }

  /** Asked once per cell, of which there may be a hundred thousand: a plain loop over the few releases. */
  private Release.Gated gating(String name) {
    for (Release release : releases) {
      if (release instanceof Release.Gated gated && gated.values().contains(name)) {
        return gated;
      }
    }
    throw new IllegalArgumentException(name + " was not asked for");
  }

  private IntegerVector vector(String label) {
    IntegerVector vector = vectors.get(label);
    if (vector == null) {
      throw new IllegalArgumentException("nothing was opened as " + label);
    }
    return vector;
  }
}
