package org.jointly.protocols.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The public answer to a query: named values in the order they are printed.
 *
 * <p>How a renderer shows it. As JSON, {@link Fields} is an object, {@link Items} an array, {@link Whole} and {@link Real}
 * are numbers, {@link NotAvailable} is {@code {"notAvailable": reason}}. A field whose value is {@link Suppressed} appears
 * as {@code "suppressed": true} <em>in place of</em> the field: {@code {code: "E75.2", count: Suppressed}} becomes
 * {@code {"code": "E75.2", "suppressed": true}}, and an answer {@code {n: Suppressed}} becomes
 * {@code {"suppressed": true}}. So an object has at most one suppressed field, and where the others stay it has fields of its own:
 * {@code {n: 228, missing: {count: Suppressed}, …}}. Tables print {@link Suppressed#label()}
 * under the field's name.
 *
 * <p>The shapes: {@code cohort-count} is {@code {count}}; {@code counts-by-code} is {@code {cells: [{code, count}]}};
 * {@code at-least} is {@code {threshold, reached}}; {@code mean} is {@code {n, missing, mean, variance, sd, ci95_low,
 * ci95_high}}, or {@code {n}} when suppressed; {@code histogram} is {@code {cells: [{from?, to?, count}], missing:
 * {count}}}, without {@code from} in the first cell and without {@code to} in the last. The others
 * say so themselves.
 */
public record Answer(Fields fields) {

  /**
   * The canonical bytes, over which nodes sign their reports.
   *
   * @throws CanonicalFormException if the answer is larger than any may be (16 MiB)
   */
  public byte[] toBytes() {
    return AnswerCodec.write(this);
  }

  /**
   * The answer with these canonical bytes.
   *
   * @throws CanonicalFormException if the bytes are no answer's
   */
  public static Answer fromBytes(byte[] bytes) {
    return AnswerCodec.read(bytes);
  }

  /** One value of an answer. */
  public sealed interface Value {}

  public record Whole(long value) implements Value {}

  /** A finite number; what does not exist is {@link NotAvailable}. */
  public record Real(double value) implements Value {
    public Real {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a real number of an answer is finite");
      }
    }
  }

  public record Text(String value) implements Value {}

  public record Flag(boolean value) implements Value {}

  /** There is no such number, for a reason: {@code n < 2}. */
  public record NotAvailable(String reason) implements Value {}

  /**
   * The number was not opened, because the rule did not hold.
   *
   * @param minimumCount k of the rule
   * @param minimumSites m of the rule
   * @param alone whether it was held to the rule by itself, and so is small; else it may be large, and what it would tell of others, such as
   *     those it leaves over, small
   */
  public record Suppressed(long minimumCount, int minimumSites, boolean alone) implements Value {
    public Suppressed {
      if (minimumCount < 0 || minimumSites < 1) {
        throw new IllegalArgumentException("a rule has k >= 0 and m >= 1");
      }
    }

    /** One that is small. */
    public Suppressed(long minimumCount, int minimumSites) {
      this(minimumCount, minimumSites, true);
    }

    /**
     * {@code <11}; with a rule on sites, {@code <11 or <2 sites}, since nobody knows which of the two did not hold; {@code hidden} where it
     * need not be small.
     */
    public String label() {
      if (!alone) {
        return "hidden";
      }
      String sites = "<" + minimumSites + " sites";
      if (minimumSites == 1) {
        return "<" + minimumCount;
      }
      return minimumCount == 0 ? sites : "<" + minimumCount + " or " + sites;
    }
  }

  public record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** Named values in order; at most one of them is {@link Suppressed}. */
  public record Fields(Map<String, Value> values) implements Value {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      boolean suppressed = false;
      for (Value value : values.values()) {
        if (suppressed && value instanceof Suppressed) {
          throw new IllegalArgumentException("at most one field is suppressed, the others are left out");
        }
        suppressed |= value instanceof Suppressed;
      }
    }

    @SafeVarargs
    public static Fields of(Map.Entry<String, ? extends Value>... fields) {
      return of(List.of(fields));
    }

    public static Fields of(List<? extends Map.Entry<String, ? extends Value>> fields) {
      Map<String, Value> values = new LinkedHashMap<>();
      fields.forEach(field -> values.put(field.getKey(), field.getValue()));
      return new Fields(values);
    }
  }
}
