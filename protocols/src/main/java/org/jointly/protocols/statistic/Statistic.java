package org.jointly.protocols.statistic;

import java.util.List;
import org.jointly.protocols.query.QuerySpec;

/** A kind of question that can be asked. Stateless and shared between threads. */
public interface Statistic {

  /** The name in query files and in the catalogue: {@code counts-by-code}. */
  String name();

  /** One line that says what it answers. */
  String summary();

  /** Under which heading it is listed. */
  Group group();

  /** What becomes public besides the result, in words for a data-protection officer. */
  String leakage();

  /** What a query says under its own keys, besides name, statistic, cohort and release. */
  List<Parameter> parameters();

  /**
   * The computation that answers a question.
   *
   * @param parties how many sites take part
   * @throws org.jointly.protocols.query.InvalidQueryException with every problem, each saying what to write instead
   */
  Computation compile(QuerySpec spec, int parties);

  /** The headings of the catalogue, in the order of reading. */
  enum Group {
    COUNTS("counts and rates"),
    DISTRIBUTIONS("distributions"),
    TESTS("tests"),
    SURVIVAL("survival"),
    MODELS("models"),
    META_ANALYSIS("meta-analysis"),
    /** What a profile measures; answers no question. */
    OPERATIONS("operations");

    private final String label;

    Group(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
