package org.jointly.protocols.release;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Whether a count reached its threshold, of a {@link Release.Reached}. */
  public boolean reached(String count, int cell) {
    return vector(new Release.Reached(count, 0, "").label()).longAt(cell) == 1;
  }

  private boolean kept(Release.Gated release, int cell) {
    IntegerVector keep = vectors.get(release.keepLabel());
    return keep == null || keep.longAt(keep.length() == 1 ? 0 : cell) == 1;
  }

  private Release.Gated gating(String name) {
    return releases.stream()
        .filter(Release.Gated.class::isInstance)
        .map(Release.Gated.class::cast)
        .filter(release -> release.values().contains(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " was not asked for"));
  }

  private IntegerVector vector(String label) {
    IntegerVector vector = vectors.get(label);
    if (vector == null) {
      throw new IllegalArgumentException("nothing was opened as " + label);
    }
    return vector;
  }
}
