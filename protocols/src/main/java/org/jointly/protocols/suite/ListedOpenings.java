package org.jointly.protocols.suite;

import java.util.Map;
import java.util.TreeMap;

/**
 * The guard that follows a list: per label the number of elements that may be opened in the session, all calls together.
 *
 * <p>Used by one session and its thread.
 */
public final class ListedOpenings implements OpeningGuard {
  private final Map<String, Long> left;
  private final boolean maskedScalars;

  private ListedOpenings(Map<String, Long> left, boolean maskedScalars) {
    this.left = new TreeMap<>(left);
    this.maskedScalars = maskedScalars;
  }

  /** Exactly these openings. */
  public static ListedOpenings of(Map<String, Long> elementsByLabel) {
    return new ListedOpenings(elementsByLabel, false);
  }

  /** The same list, for a suite without vector natives: see {@link OpeningGuard#allowsMaskedScalars}. */
  public ListedOpenings allowingMaskedScalars() {
    return new ListedOpenings(left, true);
  }

  @Override
  public void check(String label, int elements) {
    Long allowed = left.get(label);
    if (allowed == null) {
      throw new UnlistedOpeningException(label, elements, "only " + left.keySet());
    }
    if (elements > allowed) {
      throw new UnlistedOpeningException(label, elements, allowed + " more elements under this label");
    }
    left.put(label, allowed - elements);
  }

  @Override
  public boolean allowsMaskedScalars() {
    return maskedScalars;
  }
}
