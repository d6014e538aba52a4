package org.jointly.protocols.statistic.count;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * The most frequent codes of a public list, and how many patients have each.
 *
 * <p>Definition: with N_c as in {@link CountsByCode}, the {@code top} codes with the largest N_c among those for which the release
 * rule holds, in descending order; equal counts in the order of the list.
 *
 * <p>Of L codes, code i has the key N_i·L + (L − 1 − i). No two keys are equal; the keys and the counts are sorted together while
 * they are shared, and the last {@code top} rows say count N and place i = L − 1 − (key − N·L). Where the rule asks for m sites,
 * N_i is first replaced by 0 unless m sites have a patient, so that such a code does not take the place of another.
 *
 * <p>Answer: {@code {codes: [{rank, code, count}]}}, with code not available and count suppressed at the ranks for which there is no
 * code that may be shown.
 *
 * <p>Leakage: for each of the {@code top} ranks whether the release rule holds, and so, when some do not, how many codes pass. Every
 * code that is not shown does not pass, or comes after the last one shown. Of codes that include others, whose counts could be
 * subtracted, it is not asked.
 *
 * <p>Cost: for L codes L + 1 inputs (2L + 1 and one comparison and multiplication of L where the rule asks for sites), a sort of L
 * rows with one column beside the key, and comparisons, multiplications and openings of {@code top} elements. The keys have the bits
 * of n·largest and of L together.
 */
public final class TopCodes implements Statistic {
  private static final int MAXIMUM_CODES = 10_000;
  private static final int MAXIMUM_RANKS = 100;
  private static final String PATIENTS = "patients";
  private static final String ANY = "patients with any code";
  private static final String SITES = "sites with the code";
  private static final String COUNTS = "counts in order";
  private static final String PLACES = "places in the list";
  private static final Parameter CODES = CodeQuestion.codes(MAXIMUM_CODES);
  private static final Parameter TOP =
      Parameter.required("top", Parameter.Kind.WHOLE, "how many codes to show, 1 to " + MAXIMUM_RANKS, "2");

  @Override
  public String name() {
    return "top-k";
  }

  @Override
  public String summary() {
    return "the most frequent codes of a list, and how many patients have each";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "for each rank whether the release rule holds, and so how many codes pass if they are fewer than asked for; of a code that"
        + " is not shown, that it does not pass or comes after the last one shown.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CodeQuestion.COLUMN, CODES, TOP, CodeQuestion.MATCH, CodeQuestion.HIERARCHY);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<CodeQuestion> question = CodeQuestion.read(reader, CODES, MAXIMUM_CODES);
    Optional<Long> top = reader.whole(TOP, 1, MAXIMUM_RANKS);
    question.ifPresent(asked -> top.filter(ranks -> ranks > asked.codes().size()).ifPresent(ranks ->
        reader.problem(TOP, "got " + ranks + " of " + asked.codes().size() + " codes; write at most " + asked.codes().size())));
    question.flatMap(TopCodes::including).ifPresent(problem -> reader.problem(CODES, problem));
    reader.throwProblems();
    return new Order(question.orElseThrow(), Math.toIntExact(top.orElseThrow()), parties, spec.release());
  }

  /** Of codes on several levels the widest come first, whatever they say. */
  private static Optional<String> including(CodeQuestion question) {
    CodeLevels levels = CodeLevels.of(question.codes(), question.list());
    return IntStream.range(0, question.codes().size())
        .filter(i -> levels.above(i).length > 0)
        .mapToObj(i -> question.codes().get(levels.above(i)[0]) + " includes " + question.codes().get(i)
            + "; list codes of which none includes another, or ask for counts-by-code")
        .findFirst();
  }

  private record Order(CodeQuestion question, int ranks, int parties, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = new ArrayList<>();
      blocks.add(CellBlock.counts(PATIENTS, codes(), largest));
      blocks.add(CellBlock.counts(ANY, 1, largest));
      if (countsSites()) {
        blocks.add(CellBlock.counts(SITES, codes(), 1));
      }
      return new LocalAggregation.OfRows(List.of(column()), blocks, this::fold);
    }

    private int codes() {
      return question.codes().size();
    }

    private boolean countsSites() {
      return rule.minimumSites() > 1;
    }

    private RowColumn.Text column() {
      return new RowColumn.Text(question.column());
    }

    private LocalAggregate fold(RowTable rows) {
      IntegerVector patients = question.list().patients(rows, column());
      Map<String, IntegerVector> blocks = new HashMap<>();
      blocks.put(PATIENTS, patients);
      blocks.put(ANY, question.list().patientsOfAny(rows, column()));
      if (countsSites()) {
        blocks.put(SITES, IntegerVector.of(LongStream.of(patients.toLongs()).map(Long::signum).toArray()));
      }
      return new LocalAggregate(blocks);
    }

    /** A row that is moved by a comparison is compared again. */
    @Override
    public List<String> proven() {
      return List.of(PATIENTS);
    }

    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      VectorNumeric vectors = VectorNumeric.using(builder);
      DRes<SecretVector> counts = countsSites()
          ? vectors.multiply(enoughSites(vectors, sums.vector(SITES)), sums.vector(PATIENTS))
          : sums.vector(PATIENTS);
      DRes<SecretVector> keys = vectors.add(vectors.scale(counts, IntegerVector.repeated(codes(), codes())), fromTheEnd());
      DRes<List<SecretVector>> sorted = vectors.sort(List.of(keys, counts), keyBits());
      int[] best = IntStream.range(0, ranks).map(rank -> codes() - 1 - rank).toArray();
      DRes<SecretVector> bestKeys = vectors.gather(() -> sorted.out().get(0), best);
      DRes<SecretVector> bestCounts = vectors.gather(() -> sorted.out().get(1), best);
      DRes<SecretVector> rest = vectors.subtract(bestKeys, vectors.scale(bestCounts, IntegerVector.repeated(ranks, codes())));
      DRes<SecretVector> places = vectors.subtract(vectors.known(IntegerVector.repeated(ranks, codes() - 1)), rest);
      return () -> sums.with(COUNTS, bestCounts).with(PLACES, places);
    }

    private DRes<SecretVector> enoughSites(VectorNumeric vectors, DRes<SecretVector> sites) {
      return vectors.atLeast(sites, IntegerVector.repeated(codes(), rule.minimumSites()), siteBits());
    }

    /** L − 1 − i for code i. */
    private IntegerVector fromTheEnd() {
      return IntegerVector.of(IntStream.range(0, codes()).mapToLong(i -> codes() - 1L - i).toArray());
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      long[] counts = sums.block(PATIENTS).toLongs();
      if (countsSites()) {
        long[] sites = sums.block(SITES).toLongs();
        IntStream.range(0, counts.length).filter(i -> sites[i] < rule.minimumSites()).forEach(i -> counts[i] = 0);
      }
      List<Integer> order = IntStream.range(0, counts.length).boxed()
          .sorted(Comparator.<Integer>comparingLong(i -> -counts[i]).thenComparing(Comparator.naturalOrder()))
          .limit(ranks)
          .toList();
      return sums
          .with(COUNTS, IntegerVector.of(order.stream().mapToLong(i -> counts[i]).toArray()))
          .with(PLACES, IntegerVector.of(order.stream().mapToLong(i -> i).toArray()));
    }

    /** Sites are added up here, not in the pooled rows: a code's site bits are of its sites. */
    @Override
    public boolean stratifiesBySite() {
      return countsSites();
    }

    @Override
    public List<CellBlock> joined(int parties) {
      return Stream.concat(
              Computation.super.joined(parties).stream(),
              Stream.of(
                  CellBlock.counts(COUNTS, ranks, Math.multiplyExact(rule.largestCountPerSite(), (long) parties)),
                  CellBlock.counts(PLACES, ranks, codes() - 1L)))
          .toList();
    }

    @Override
    public int comparedBits(int parties) {
      return Math.max(keyBits(), countsSites() ? siteBits() : 0);
    }

    @Override
    public int valueBits(int parties) {
      return keyBits();
    }

    private int siteBits() {
      return Integer.SIZE - Integer.numberOfLeadingZeros(parties);
    }

    private int keyBits() {
      return BigInteger.valueOf(rule.largestCountPerSite())
          .multiply(BigInteger.valueOf(parties))
          .add(BigInteger.ONE)
          .multiply(BigInteger.valueOf(codes()))
          .subtract(BigInteger.ONE)
          .bitLength();
    }

    /** A code at too few sites is counted as 0, which without a threshold would pass, and is no count. */
    @Override
    public List<Release> releases() {
      Release.Gated best = new Release.Gated(
          ANY, List.of(PLACES, COUNTS), "which codes have the largest counts, by their place in the list, and those counts");
      return List.of(best.andAtLeast(countsSites() ? 1 : 0, COUNTS));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(new Exhibit.Bars("The most frequent codes", "codes", "code", "count"));
    }

    @Override
    public Answer report(Opened opened) {
      List<Answer.Value> rows = IntStream.range(0, ranks).<Answer.Value>mapToObj(rank -> row(opened, rank)).toList();
      return new AnswerFields().put("codes", new Answer.Items(rows)).answer();
    }

    private Answer.Fields row(Opened opened, int rank) {
      AnswerFields row = new AnswerFields().whole("rank", rank + 1);
      Optional<Long> place = opened.whole(PLACES, rank);
      place.ifPresentOrElse(
          i -> row.text("code", question.codes().get(Math.toIntExact(i))).whole("count", opened.whole(COUNTS, rank).orElseThrow()),
          () -> row.none("no further code may be shown", "code").put("count", CountCell.suppressed(rule)));
      return row.row();
    }
  }
}
