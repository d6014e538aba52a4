package org.jointly.runtime.material;

import java.time.Instant;
import java.util.SortedMap;
import org.jointly.runtime.wire.Bytes32;

/**
 * What is known of a lot without using it.
 *
 * @param name of its folder
 * @param madeAt when its making was agreed on
 * @param roster the digest of the roster it is bound to
 * @param left pieces by kind
 * @param made pieces by kind, the used ones included
 * @param bytes on the disk
 */
public record StoredMaterialStatus(
    String name,
    State state,
    Instant madeAt,
    Bytes32 roster,
    String suite,
    String field,
    SortedMap<String, Long> left,
    SortedMap<String, Long> made,
    long bytes) {

  /** Whether it is the lot of that id. */
  public boolean is(Bytes32 id) {
    return name.equals(name(id));
  }

  /** What the folder of the lot of that id is called, at every party. */
  public static String name(Bytes32 id) {
    return MaterialPlace.lotName(id);
  }

  /** Whether it can be used. */
  public enum State {
    /** By the next session in that field. */
    READY,
    /** A session has it. */
    IN_USE,
    /** The roster has changed since: nobody can use it any more. */
    OTHER_ROSTER,
    /** Its files are not what was written. */
    DAMAGED
  }
}
