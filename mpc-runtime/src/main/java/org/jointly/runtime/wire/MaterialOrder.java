package org.jointly.runtime.wire;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.runtime.identity.LabelledFields;

/**
 * How much material is to be made, and how long that may take.
 *
 * @param field the label of the field it is in
 * @param pieces by kind, such as {@code triples}
 * @param patience in whole seconds, at most {@link #MAX_PATIENCE}
 */
public record MaterialOrder(String field, SortedMap<String, Long> pieces, Duration patience) {
  /** A night, and the day before it. */
  public static final Duration MAX_PATIENCE = Duration.ofHours(24);

  /** Of one kind; sums do not overflow. Nodes have limits of their own. */
  private static final long MOST_PIECES = 1L << 40;

  public MaterialOrder {
    Objects.requireNonNull(field);
    Limits.atMost("field", field.length(), Limits.LABEL_CHARACTERS);
    pieces = checked(pieces);
    patience = Duration.ofSeconds(patience.toSeconds());
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("nothing is to be made");
    }
    if (patience.isZero() || patience.isNegative() || patience.compareTo(MAX_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          "material takes " + patience.toSeconds() + " s at most; write 1 to " + MAX_PATIENCE.toSeconds());
    }
  }

  static SortedMap<String, Long> checked(SortedMap<String, Long> pieces) {
    Limits.atMost("kinds", pieces.size(), Limits.KINDS);
    pieces.forEach((kind, count) -> {
      Limits.atMost("kind", kind.length(), Limits.LABEL_CHARACTERS);
      if (kind.isEmpty() || count < 1 || count > MOST_PIECES) {
        throw new IllegalArgumentException(count + " pieces of kind '" + kind + "'");
      }
    });
    return Collections.unmodifiableSortedMap(new TreeMap<>(pieces));
  }

  /** Pieces of all kinds together. */
  public long total() {
    return pieces.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Of all fields. */
  public Bytes32 digest() {
    LabelledFields fields =
        new LabelledFields("jointly/material-order/v1").text(field).number(patience.toSeconds());
    pieces.forEach((kind, count) -> fields.text(kind).number(count));
    return Bytes32.of(fields.digest());
  }
}
