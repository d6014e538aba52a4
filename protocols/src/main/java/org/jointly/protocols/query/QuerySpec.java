package org.jointly.protocols.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The question: which statistic, of whom, released under which rule.
 *
 * <p>Its canonical bytes are what the analyst signs and every node hashes; see {@link CanonicalWriter} for the layout.
 *
 * @param name for people; part of the signed question; 1 to 200 characters, none of them a control character
 * @param statistic the statistic's name in the catalogue
 * @param cohort of whom
 * @param parameters what the statistic needs to know besides
 * @param release what must hold before anything is opened
 * @throws InvalidQueryException if the name does not fit
 */
public record QuerySpec(
    String name,
    String statistic,
    Cohort cohort,
    SortedMap<String, ParameterValue> parameters,
    ReleaseRule release) {
  private static final int NAME_CHARACTERS = 200;

  public QuerySpec {
    List<String> problems = new ArrayList<>();
    if (name.isBlank() || name.length() > NAME_CHARACTERS || !Names.isPlain(name)) {
      problems.add("name: got " + Names.shown(name) + "; write one line of 1 to " + NAME_CHARACTERS + " characters");
    }
    if (statistic.isBlank()) {
      problems.add("statistic: got nothing; write the name of a statistic");
    }
    if (!problems.isEmpty()) {
      throw new InvalidQueryException(problems);
    }
    Objects.requireNonNull(cohort);
    Objects.requireNonNull(release);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /**
   * The canonical bytes.
   *
   * @throws CanonicalFormException if the question is larger than any may be (8 MiB)
   */
  public byte[] toBytes() {
    return QuerySpecCodec.write(this).toBytes();
  }

  /**
   * The question with these canonical bytes.
   *
   * @throws CanonicalFormException if the bytes are no question's
   * @throws InvalidQueryException if they spell one that cannot be asked
   */
  public static QuerySpec fromBytes(byte[] bytes) {
    return QuerySpecCodec.read(bytes);
  }

  /** The identifier that follows from the content. */
  public QueryId id() {
    return new QueryId(HexFormat.of().formatHex(QuerySpecCodec.write(this).sha256()));
  }
}
