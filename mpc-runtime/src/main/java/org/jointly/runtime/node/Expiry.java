package org.jointly.runtime.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jointly.runtime.identity.Identity;

/** How long a node's own identity lasts, in words for its operator. */
final class Expiry {
  private static final Duration SOON = Duration.ofDays(30);
  private static final String TO_DO = "make a new one and agree on a new roster";

  private Expiry() {}

  /** What to say of an identity that has expired, or will before long. */
  static Optional<String> warning(Identity identity, Instant now) {
    Instant end = identity.notAfter();
    if (end.isBefore(now)) {
      return Optional.of("identity: it expired at " + end + " and the others refuse it; " + TO_DO);
    }
    Duration left = Duration.between(now, end);
    return left.compareTo(SOON) < 0
        ? Optional.of("identity: it expires at " + end + ", in " + inWords(left) + "; " + TO_DO + " before that")
        : Optional.empty();
  }

  private static String inWords(Duration left) {
    return left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " h";
  }
}
