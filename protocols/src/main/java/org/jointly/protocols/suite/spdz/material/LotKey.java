package org.jointly.protocols.suite.spdz.material;

import java.util.Arrays;
import java.util.List;
import org.jointly.protocols.field.PrimeField;

/**
 * What one party keeps with a lot of material: its share of the MAC key, and of an element that nobody knows, authenticated under it.
 *
 * <p>The element, the anchor, is never opened. Whoever makes more material for a session that uses the lot opens it under a fresh mask: so
 * nobody can use another share of the key for the new material than for the old. Opened masked, it serves for as many sessions as there are.
 *
 * <pre>
 *   key share | anchor's share | anchor's MAC's share        one field element each
 * </pre>
 */
public record LotKey(long[] keyShare, Authenticated anchor) {

  public byte[] encode(PrimeField field) {
    byte[] bytes = new byte[3 * field.bytes()];
    int at = 0;
    for (long[] element : List.of(keyShare, anchor.values(), anchor.macs())) {
      field.encode(element, 0, 1, bytes, at);
      at += field.bytes();
    }
    return bytes;
  }

  /** @throws IllegalArgumentException if these bytes are not three elements of the field */
  public static LotKey decode(PrimeField field, byte[] bytes) {
    int limbs = field.limbs();
    long[] elements = new long[3 * limbs];
    if (bytes.length != 3 * field.bytes() || field.decode(bytes, 0, 3, elements, 0) >= 0) {
      throw new IllegalArgumentException("the key of the material in store is not three elements of " + field.label());
    }
    LotKey key = new LotKey(
        Arrays.copyOf(elements, limbs),
        new Authenticated(Arrays.copyOfRange(elements, limbs, 2 * limbs), Arrays.copyOfRange(elements, 2 * limbs, 3 * limbs)));
    Arrays.fill(elements, 0);
    return key;
  }

  /** A random element of every party, added up: nobody knows it as long as one is honest. */
  public static Authenticated anchor(PrimeField field, List<Material.Masks> one) {
    return one.stream().map(Material.Masks::shares).reduce((left, right) -> left.plus(field, right)).orElseThrow();
  }

  @Override
  public String toString() {
    return "LotKey[redacted]";
  }
}
