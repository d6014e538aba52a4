package org.jointly.protocols.query;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.query.Predicate.Comparison;

/**
 * The canonical form of a question.
 *
 * <pre>
 *   query      = label name statistic table predicate parameters release
 *   predicate  = 0 | 1 column comparison literal | 2 column literals | 3 column literal literal | 4 column
 *              | 5 column prefix | 6 predicates | 7 predicates | 8 predicate
 *   literal    = 0 text | 1 decimal | 2 day | 3 flag             day = days since 1970-01-01
 *   parameters = list of (key value), keys strictly ascending
 *   value      = 0 text | 1 decimal | 2 flag | 3 values | 4 parameters
 *   release    = k m noise largest                               noise = 0 (none)
 * </pre>
 */
final class QuerySpecCodec {
  private static final String LABEL = "jointly/query/1";
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private QuerySpecCodec() {}

  static CanonicalWriter write(QuerySpec spec) {
    CanonicalWriter out = new CanonicalWriter(LABEL, Limits.SPEC);
    out.text(spec.name()).text(spec.statistic()).text(spec.cohort().table());
    predicate(out, spec.cohort().where());
    parameters(out, spec.parameters());
    release(out, spec.release());
    return out;
  }

  static QuerySpec read(byte[] bytes) {
    CanonicalReader in = new CanonicalReader(LABEL, Limits.SPEC, bytes);
    String name = in.text();
    String statistic = in.text();
    String table = in.text();
    Cohort cohort = new Cohort(table, predicate(in));
    QuerySpec spec = new QuerySpec(name, statistic, cohort, parameters(in), release(in));
    in.end();
    return spec;
  }

  private static void predicate(CanonicalWriter out, Predicate predicate) {
    if (predicate instanceof Predicate.Everyone) {
      out.tagged(0, () -> {});
    } else if (predicate instanceof Predicate.Compare p) {
      out.tagged(1, () -> {
        out.text(p.column()).count(code(p.comparison()));
        literal(out, p.literal());
      });
    } else if (predicate instanceof Predicate.In p) {
      out.tagged(2, () -> out.text(p.column()).list(p.literals(), literal -> literal(out, literal)));
    } else if (predicate instanceof Predicate.Between p) {
      out.tagged(3, () -> {
        out.text(p.column());
        literal(out, p.low());
        literal(out, p.high());
      });
    } else if (predicate instanceof Predicate.IsMissing p) {
      out.tagged(4, () -> out.text(p.column()));
    } else if (predicate instanceof Predicate.StartsWith p) {
      out.tagged(5, () -> out.text(p.column()).text(p.prefix()));
    } else if (predicate instanceof Predicate.And p) {
      out.tagged(6, () -> out.list(p.parts(), part -> predicate(out, part)));
    } else if (predicate instanceof Predicate.Or p) {
      out.tagged(7, () -> out.list(p.parts(), part -> predicate(out, part)));
    } else if (predicate instanceof Predicate.Not p) {
      out.tagged(8, () -> predicate(out, p.part()));
    }
  }

  private static Predicate predicate(CanonicalReader in) {
    return in.tagged(tag -> switch (tag) {
      case 0 -> new Predicate.Everyone();
      case 1 -> new Predicate.Compare(in.text(), comparison(in), literal(in));
      case 2 -> new Predicate.In(in.text(), in.list(() -> literal(in)));
      case 3 -> new Predicate.Between(in.text(), literal(in), literal(in));
      case 4 -> new Predicate.IsMissing(in.text());
      case 5 -> new Predicate.StartsWith(in.text(), in.text());
      case 6 -> new Predicate.And(in.list(() -> predicate(in)));
      case 7 -> new Predicate.Or(in.list(() -> predicate(in)));
      case 8 -> new Predicate.Not(predicate(in));
      default -> throw in.unknownTag(tag);
    });
  }

  /** Fixed numbers, so that reordering the enum does not change what was signed. */
  private static int code(Comparison comparison) {
    return switch (comparison) {
      case EQUAL -> 0;
      case NOT_EQUAL -> 1;
      case LESS -> 2;
      case AT_MOST -> 3;
      case GREATER -> 4;
      case AT_LEAST -> 5;
    };
  }

  private static Comparison comparison(CanonicalReader in) {
    int code = in.count();
    return switch (code) {
      case 0 -> Comparison.EQUAL;
      case 1 -> Comparison.NOT_EQUAL;
      case 2 -> Comparison.LESS;
      case 3 -> Comparison.AT_MOST;
      case 4 -> Comparison.GREATER;
      case 5 -> Comparison.AT_LEAST;
      default -> throw in.unknownTag(code);
    };
  }

  private static void literal(CanonicalWriter out, Literal literal) {
    if (literal instanceof Literal.Text text) {
      out.tagged(0, () -> out.text(text.value()));
    } else if (literal instanceof Literal.Number number) {
      out.tagged(1, () -> out.decimal(number.value()));
    } else if (literal instanceof Literal.Day day) {
      out.tagged(2, () -> out.whole(day(day.value())));
    } else if (literal instanceof Literal.Flag flag) {
      out.tagged(3, () -> out.flag(flag.value()));
    }
  }

  private static long day(LocalDate date) {
    long day = date.toEpochDay();
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw new CanonicalFormException("a date outside the years 1 to 9999");
    }
    return day;
  }

  private static Literal literal(CanonicalReader in) {
    return in.tagged(tag -> switch (tag) {
      case 0 -> new Literal.Text(in.text());
      case 1 -> new Literal.Number(in.decimal());
      case 2 -> new Literal.Day(LocalDate.ofEpochDay(in.whole(FIRST_DAY, LAST_DAY)));
      case 3 -> new Literal.Flag(in.flag());
      default -> throw in.unknownTag(tag);
    });
  }

  private static void parameters(CanonicalWriter out, SortedMap<String, ParameterValue> parameters) {
    out.list(parameters.entrySet(), entry -> {
      out.text(entry.getKey());
      value(out, entry.getValue());
    });
  }

  private static SortedMap<String, ParameterValue> parameters(CanonicalReader in) {
    List<Map.Entry<String, ParameterValue>> entries = in.list(() -> Map.entry(in.text(), value(in)));
    SortedMap<String, ParameterValue> parameters = new TreeMap<>();
    for (Map.Entry<String, ParameterValue> entry : entries) {
      if (!parameters.isEmpty() && parameters.lastKey().compareTo(entry.getKey()) >= 0) {
        throw new CanonicalFormException("parameters out of order");
      }
      parameters.put(entry.getKey(), entry.getValue());
    }
    return parameters;
  }

  private static void value(CanonicalWriter out, ParameterValue value) {
    if (value instanceof ParameterValue.Text text) {
      out.tagged(0, () -> out.text(text.value()));
    } else if (value instanceof ParameterValue.Number number) {
      out.tagged(1, () -> out.decimal(number.value()));
    } else if (value instanceof ParameterValue.Flag flag) {
      out.tagged(2, () -> out.flag(flag.value()));
    } else if (value instanceof ParameterValue.Items items) {
      out.tagged(3, () -> out.list(items.values(), item -> value(out, item)));
    } else if (value instanceof ParameterValue.Fields fields) {
      out.tagged(4, () -> parameters(out, fields.values()));
    }
  }

  private static ParameterValue value(CanonicalReader in) {
    return in.tagged(tag -> switch (tag) {
      case 0 -> new ParameterValue.Text(in.text());
      case 1 -> new ParameterValue.Number(in.decimal());
      case 2 -> new ParameterValue.Flag(in.flag());
      case 3 -> new ParameterValue.Items(in.list(() -> value(in)));
      case 4 -> new ParameterValue.Fields(parameters(in));
      default -> throw in.unknownTag(tag);
    });
  }

  private static void release(CanonicalWriter out, ReleaseRule release) {
    out.whole(release.minimumCount()).count(release.minimumSites());
    release.noise().match(none -> out.tagged(0, () -> {}));
    out.whole(release.largestCountPerSite());
  }

  private static ReleaseRule release(CanonicalReader in) {
    long minimumCount = in.whole();
    int minimumSites = in.count();
    ReleaseRule.Noise noise = in.tagged(tag -> {
      if (tag != 0) {
        throw in.unknownTag(tag);
      }
      return new ReleaseRule.Noise.None();
    });
    return new ReleaseRule(minimumCount, minimumSites, noise, in.whole());
  }
}
