package org.jointly.protocols.statistic.count;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.Sampling;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * How many different patients all sites have together, where one may be known at several: linear counting.
 *
 * <p>Definition: every site hashes the identifiers of its patients, each in its {@link RowColumn.Hashed normal form}, into one of m
 * buckets, under a key that the sites make anew for the session, and puts in the bitmap of its buckets. Of the joint bitmap, which is
 * the sites' bitmaps joined by "or", Z buckets stay empty, and
 *
 * <pre>
 *   n = −m·ln(Z/m)        sd = √(m·(e^t − t − 1)), t = n/m        overlap = sum − n
 * </pre>
 *
 * where sum adds up the sites' own numbers of different identifiers: a patient of two sites is 1 in n and 2 in sum. m is the power
 * of two at or above eight times {@code expected_patients}, from 1024 to 2^20: with as many patients as expected, sd is about √n/4 up
 * to 131 072 of them, and 0.085 % of a million. What is asked twice has two keys, and two estimates.
 *
 * <p>Source: Whang, Vander-Zanden, Taylor, A linear-time probabilistic counting algorithm, ACM TODS 1990.
 *
 * <p>Answer: {@code {n, sd, sum, overlap, missing, buckets, empty_buckets}}; where few buckets are of
 * several sites, overlap is suppressed and sum is left out; {@code {n}} when suppressed as a whole.
 *
 * <p>Leakage: whether the release rule holds for the patients with an identifier and for the buckets taken, which are no more than
 * there are different patients; if it does, Z, and the number of patients without an identifier, where it is 0 or of enough patients.
 * Whether as many buckets as the rule's minimum count are taken at more than one site, counted once for every site but the first;
 * if so, the sum. The bitmaps stay shared.
 *
 * <p>Cost: for m buckets m + 3 inputs and a comparison of m elements on the bits of the number of sites (against malicious parties on Shamir
 * shares n-1 products of m elements); three comparisons and as many openings of single numbers. In one comparison more than {@link CohortCount}, and two products of bits.
 */
public final class DistinctPatients implements Statistic {
  private static final int MAXIMUM_PATIENTS = 5_000_000;
  private static final int BUCKETS_PER_PATIENT = 8;
  private static final int FEWEST_BUCKETS = 1 << 10;
  private static final int MOST_BUCKETS = 1 << 20;
  private static final String BITMAP = "bitmap";
  private static final String PATIENTS = "patients";
  private static final String IDENTIFIERS = "sum of the sites' identifiers";
  private static final String MISSING = "missing";
  private static final String TAKEN = "buckets taken";
  private static final String SHARED = "buckets shared";
  private static final String EMPTY = "empty buckets";
  private static final String FULL = "every bucket is taken; write a larger expected_patients";
  private static final Parameter IDENTIFIER = Parameter.required(
      "identifier", Parameter.Kind.COLUMN,
      "the column with an identifier that all sites use, such as a health insurance number; case, spaces and hyphens do not matter",
      "insurance_number");
  private static final Parameter EXPECTED = Parameter.required(
      "expected_patients", Parameter.Kind.WHOLE, "about how many patients there are in all; more is more exact and costs more", "1000");

  @Override
  public String name() {
    return "distinct-patients";
  }

  @Override
  public String summary() {
    return "how many different patients the sites have together, each counted once, and how many more the sites' own counts add up to";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with an identifier and for the buckets that they take; if so, the number"
        + " of empty buckets and that of patients without an identifier, where it is 0 or of enough patients. Whether at least the"
        + " minimum count of buckets is shared between sites; if so, the sum of the sites' numbers of identifiers.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(IDENTIFIER, EXPECTED);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> column = reader.column(IDENTIFIER);
    Optional<Long> expected = reader.whole(EXPECTED, 1, MAXIMUM_PATIENTS);
    reader.throwProblems();
    return new LinearCounting(
        new RowColumn.Hashed(column.orElseThrow()), buckets(expected.orElseThrow()), parties, spec.release());
  }

  private static int buckets(long expected) {
    return (int) Math.min(MOST_BUCKETS, Math.max(FEWEST_BUCKETS, Long.highestOneBit(2 * BUCKETS_PER_PATIENT * expected - 1)));
  }

  private record LinearCounting(RowColumn.Hashed identifier, int buckets, int parties, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = List.of(
          CellBlock.counts(BITMAP, buckets, 1),
          CellBlock.counts(PATIENTS, 1, largest),
          CellBlock.counts(IDENTIFIERS, 1, largest),
          CellBlock.counts(MISSING, 1, largest));
      return new LocalAggregation.OfRows(List.of(identifier), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues hashes = rows.values(identifier);
      long[] different = Stream.iterate(0, row -> row < rows.rows(), row -> row + 1)
          .filter(row -> !hashes.isMissing(row))
          .mapToLong(hashes::at)
          .distinct()
          .toArray();
      long[] bitmap = new long[buckets];
      LongStream.of(different).forEach(hash -> bitmap[(int) (hash & buckets - 1)] = 1);
      long named = rows.countPatients(1, row -> hashes.isMissing(row) ? -1 : 0).longAt(0);
      return new LocalAggregate(Map.of(
          BITMAP, IntegerVector.of(bitmap),
          PATIENTS, IntegerVector.of(named),
          IDENTIFIERS, IntegerVector.of(different.length),
          MISSING, IntegerVector.of(rows.patients() - named)));
    }

    /** A bucket's sum is the number of sites that take it: of these, one takes it for all, and the others share it. */
    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      VectorNumeric vectors = VectorNumeric.using(builder);
      DRes<SecretVector> taken = vectors.sum(vectors.anyOf(sums.vector(BITMAP), buckets));
      DRes<SecretVector> shared = vectors.subtract(vectors.sum(sums.vector(BITMAP)), taken);
      DRes<SecretVector> empty = vectors.subtract(vectors.known(IntegerVector.of(buckets)), taken);
      return () -> sums.with(TAKEN, taken).with(SHARED, shared).with(EMPTY, empty);
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      long[] sites = sums.block(BITMAP).toLongs();
      long taken = LongStream.of(sites).filter(count -> count > 0).count();
      return sums
          .with(TAKEN, IntegerVector.of(taken))
          .with(SHARED, IntegerVector.of(LongStream.of(sites).sum() - taken))
          .with(EMPTY, IntegerVector.of(buckets - taken));
    }

    @Override
    public List<CellBlock> joined(int parties) {
      return Stream.concat(
              Computation.super.joined(parties).stream(),
              Stream.of(
                  CellBlock.counts(TAKEN, 1, buckets),
                  CellBlock.counts(SHARED, 1, (parties - 1L) * buckets),
                  CellBlock.counts(EMPTY, 1, buckets)))
          .toList();
    }

    @Override
    public int comparedBits(int parties) {
      return Integer.SIZE - Integer.numberOfLeadingZeros(parties);
    }

    /** A site's bitmap does not follow from the pooled rows, whose patients are told apart per site. */
    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public Optional<Sampling> sampling() {
      return Optional.of(new Sampling(Set.of("n", "sd", "overlap", "empty_buckets"), "sd"));
    }

    /** The sum beside n tells the patients known at several sites, so these must be as many as any other count. */
    @Override
    public List<Release> releases() {
      Release.Gated estimate = new Release.Gated(
          List.of(PATIENTS, TAKEN), List.of(EMPTY), false,
          "how many buckets are empty, which tells about how many different patients there are");
      return List.of(
          estimate,
          estimate.beside(MISSING, List.of(MISSING), "how many patients have no identifier, where none or enough have none"),
          new Release.Gated(
              List.of(PATIENTS, TAKEN, SHARED), List.of(IDENTIFIERS), false,
              "the sum of the sites' numbers of identifiers, which tells about how many are at several sites"));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields();
      Optional<Long> empty = opened.whole(EMPTY, 0);
      if (empty.isEmpty()) {
        return fields.put("n", CountCell.suppressed(rule)).answer();
      }
      Optional<Long> sum = opened.whole(IDENTIFIERS, 0);
      estimate(fields, empty.get(), sum);
      return fields
          .put(MISSING, MissingRows.shown(opened, rule))
          .whole("buckets", buckets)
          .whole("empty_buckets", empty.get())
          .answer();
    }

    private void estimate(AnswerFields fields, long empty, Optional<Long> sum) {
      double load = Math.log((double) buckets / empty);
      if (empty == 0) {
        fields.none(FULL, "n", "sd");
      } else {
        fields.real("n", buckets * load).real("sd", Math.sqrt(buckets * (Math.expm1(load) - load)));
      }
      sum.ifPresent(total -> fields.whole("sum", total));
      if (sum.isEmpty()) {
        fields.put("overlap", CountCell.hidden(rule));
      } else if (empty == 0) {
        fields.none(FULL, "overlap");
      } else {
        fields.real("overlap", sum.get() - buckets * load);
      }
    }
  }
}
