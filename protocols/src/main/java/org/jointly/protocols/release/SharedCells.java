package org.jointly.protocols.release;

import dk.alexandra.fresco.framework.DRes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jointly.protocols.numeric.SecretVector;

/** Secret vectors by name, in order: the blocks all sites have added up, or what was computed from them. */
public record SharedCells(Map<String, DRes<SecretVector>> vectors) {
  public SharedCells {
    vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
  }

  /**
   * The vector of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DRes<SecretVector> vector(String name) {
    DRes<SecretVector> vector = vectors.get(name);
    if (vector == null) {
      throw new IllegalArgumentException("no secret vector " + name + ", only " + vectors.keySet());
    }
    return vector;
  }

  /** These and one more; a vector of the same name is replaced. */
  public SharedCells with(String name, DRes<SecretVector> vector) {
    Map<String, DRes<SecretVector>> more = new LinkedHashMap<>(vectors);
    more.put(name, vector);
    return new SharedCells(more);
  }

  @Override
  public String toString() {
    return "SharedCells" + vectors.keySet();
  }
}
