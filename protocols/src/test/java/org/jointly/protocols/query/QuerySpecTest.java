package org.jointly.protocols.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.query.Predicate.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuerySpecTest {
  private static final ReleaseRule RULE = new ReleaseRule(11, 2, new ReleaseRule.Noise.None(), 300_000);

  @Test
  void fromBytes_ofEveryKindOfPart_givesAnEqualQuestion() {
    QuerySpec spec = everything();

    QuerySpec read = QuerySpec.fromBytes(spec.toBytes());

    assertThat(read).isEqualTo(spec);
    assertThat(read.id()).isEqualTo(spec.id());
  }

  @Test
  void toBytes_ofASmallQuestion_areTheDocumentedOnes() {
    QuerySpec spec = spec(new Predicate.IsMissing("d"), new TreeMap<>(Map.of("n", number("1.50"))));

    assertThat(spec.toBytes()).isEqualTo(bytes(
        15, "jointly/query/1", 1, "q", 4, "mean", 1, "t",
        4, 1, "d",
        1, 1, "n", 1, 4, 2, 0, 150,
        22, 2, 0, 0xc0, 0xcf, 0x24));
    assertThat(spec.id().hex()).startsWith(spec.id().shortForm()).hasSize(64);
  }

  @Test
  void id_whenAnythingDiffers_differs() {
    QuerySpec spec = everything();

    List<QuerySpec> others = List.of(
        new QuerySpec("other", spec.statistic(), spec.cohort(), spec.parameters(), spec.release()),
        new QuerySpec(spec.name(), "mean", spec.cohort(), spec.parameters(), spec.release()),
        new QuerySpec(spec.name(), spec.statistic(), new Cohort("u", spec.cohort().where()), spec.parameters(), RULE),
        new QuerySpec(spec.name(), spec.statistic(), spec.cohort(), new TreeMap<>(), spec.release()),
        new QuerySpec(spec.name(), spec.statistic(), spec.cohort(), spec.parameters(),
            new ReleaseRule(12, 2, new ReleaseRule.Noise.None(), 300_000)));

    assertThat(others).extracting(QuerySpec::id).doesNotContain(spec.id()).doesNotHaveDuplicates();
  }

  @Test
  void fromBytes_ofEveryTruncation_isRefused() {
    byte[] bytes = everything().toBytes();

    for (int length = 0; length < bytes.length; length++) {
      byte[] start = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> QuerySpec.fromBytes(start)).isInstanceOf(CanonicalFormException.class);
    }
  }

  @Test
  void fromBytes_withATrailingByte_isRefused() {
    byte[] bytes = everything().toBytes();

    assertThatThrownBy(() -> QuerySpec.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CanonicalFormException.class)
        .hasMessageContaining("1 trailing bytes");
  }

  @Test
  void fromBytes_ofChangedBytes_isRefusedOrCanonical() {
    long seed = 20261121;
    System.out.println("QuerySpecTest seed " + seed);
    Random random = new Random(seed);
    byte[] bytes = everything().toBytes();
    int accepted = 0;

    for (int i = 0; i < 50_000; i++) {
      byte[] changed = changed(bytes, random);
      try {
        assertThat(QuerySpec.fromBytes(changed).toBytes()).isEqualTo(changed);
        accepted++;
      } catch (CanonicalFormException | InvalidQueryException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }

    assertThat(accepted).isBetween(1, 49_999);
  }

  private static byte[] changed(byte[] bytes, Random random) {
    byte[] changed = Arrays.copyOf(bytes, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length);
    for (int changes = 1 + random.nextInt(3); changes > 0 && changed.length > 0; changes--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  @Test
  void fromBytes_withAHugeCount_isRefusedBeforeAnythingIsAllocated() {
    byte[] bytes = bytes(15, "jointly/query/1", 1, "q", 4, "mean", 1, "t", 6, 0xff, 0xff, 0xff, 0xff, 0x07);

    assertThatThrownBy(() -> QuerySpec.fromBytes(bytes))
        .isInstanceOf(CanonicalFormException.class)
        .hasMessageContaining("a length of 2147483647, at most 250000");
  }

  @Test
  void fromBytes_withAPaddedNumber_isRefused() {
    byte[] bytes = bytes(15, "jointly/query/1", 0x81, 0x00, "q");

    assertThatThrownBy(() -> QuerySpec.fromBytes(bytes))
        .isInstanceOf(CanonicalFormException.class)
        .hasMessageContaining("longer than it need be");
  }

  @Test
  void fromBytes_withAWrongColumn_saysSo() {
    byte[] bytes = spec(new Predicate.IsMissing("d"), new TreeMap<>()).toBytes();
    bytes[indexOf(bytes, (byte) 'd')] = '\'';

    assertThatThrownBy(() -> QuerySpec.fromBytes(bytes))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageStartingWith("column: got \"'\"");
  }

  @Test
  void fromBytes_ofAnotherVersion_isRefused() {
    byte[] bytes = everything().toBytes();
    bytes[15] = '2';

    assertThatThrownBy(() -> QuerySpec.fromBytes(bytes)).hasMessageContaining("expected the label jointly/query/1");
  }

  @Test
  void toBytes_nestedTooDeeply_isRefused() {
    Predicate predicate = new Predicate.Everyone();
    for (int i = 0; i < 40; i++) {
      predicate = new Predicate.Not(predicate);
    }
    QuerySpec spec = spec(predicate, new TreeMap<>());

    assertThatThrownBy(spec::toBytes)
        .isInstanceOf(CanonicalFormException.class)
        .hasMessage("nested deeper than 32 levels");
  }

  @Test
  void toBytes_ofABottomlessPredicate_isRefusedWithoutOverflowingTheStack() {
    Predicate predicate = new Predicate.Everyone();
    for (int i = 0; i < 1_000_000; i++) {
      predicate = new Predicate.And(List.of(predicate));
    }
    QuerySpec spec = spec(predicate, new TreeMap<>());

    assertThatThrownBy(spec::toBytes).isInstanceOf(CanonicalFormException.class);
  }

  @Test
  void fromBytes_nestedTooDeeply_isRefused() {
    Object[] bytes = new Object[10_008];
    Object[] start = {15, "jointly/query/1", 1, "q", 4, "mean", 1, "t"};
    Arrays.fill(bytes, 8);
    System.arraycopy(start, 0, bytes, 0, start.length);

    assertThatThrownBy(() -> QuerySpec.fromBytes(bytes(bytes)))
        .isInstanceOf(CanonicalFormException.class)
        .hasMessageContaining("nested deeper than 32 levels");
  }

  @Test
  void toBytes_ofAHundredThousandLongCodes_roundTrips() {
    List<ParameterValue> codes = IntStream.range(0, 100_000)
        .<ParameterValue>mapToObj(i -> new ParameterValue.Text(String.format("%064d", i)))
        .toList();
    QuerySpec spec =
        spec(new Predicate.Everyone(), new TreeMap<>(Map.of("codes", new ParameterValue.Items(codes))));

    byte[] bytes = spec.toBytes();

    assertThat(bytes).hasSizeBetween(6_600_000, 8 << 20);
    assertThat(QuerySpec.fromBytes(bytes)).isEqualTo(spec);
  }

  @Test
  void toBytes_ofTooManyBytes_isRefused() {
    ParameterValue text = new ParameterValue.Text("x".repeat(4000));
    ParameterValue texts = new ParameterValue.Items(Collections.nCopies(2200, text));
    QuerySpec spec = spec(new Predicate.Everyone(), new TreeMap<>(Map.of("codes", texts)));

    assertThatThrownBy(spec::toBytes).isInstanceOf(CanonicalFormException.class).hasMessage("longer than 8388608 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+2000", "1E-2000"})
  void toBytes_ofANumberWithAbsurdScale_isRefused(String number) {
    QuerySpec spec = spec(new Predicate.Everyone(), new TreeMap<>(Map.of("low", number(number))));

    assertThatThrownBy(spec::toBytes).isInstanceOf(CanonicalFormException.class);
  }

  @Test
  void toBytes_ofHalfACharacter_isRefused() {
    QuerySpec spec = spec(new Predicate.StartsWith("c", "\ud800"), new TreeMap<>());

    assertThatThrownBy(spec::toBytes).isInstanceOf(CanonicalFormException.class).hasMessageContaining("half a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "bell\u0007", "\u202eesrever"})
  void constructor_withANameThatIsNotOneLine_isRefused(String name) {
    assertThatThrownBy(() -> new QuerySpec(
            name, "mean", new Cohort("t", new Predicate.Everyone()), new TreeMap<>(), RULE))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageStartingWith("name: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "a b", "a;drop table x", "a\"", "ä", "a.b", "a\n"})
  void cohort_withATableThatIsNoName_isRefused(String table) {
    assertThatThrownBy(() -> new Cohort(table, new Predicate.Everyone()))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageStartingWith("table: got ");
  }

  @Test
  void cohort_withALongName_isAcceptedUpTo64() {
    assertThat(new Cohort("a".repeat(64), new Predicate.Everyone()).table()).hasSize(64);
    assertThatThrownBy(() -> new Cohort("a".repeat(65), new Predicate.Everyone()))
        .isInstanceOf(InvalidQueryException.class);
  }

  @Test
  void releaseRule_withEverythingWrong_saysAllOfIt() {
    assertThatThrownBy(() -> new ReleaseRule(-1, 0, new ReleaseRule.Noise.None(), 0))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems())
            .hasSize(3)
            .anyMatch(problem -> problem.startsWith("minimum_count: got -1"))
            .anyMatch(problem -> problem.startsWith("minimum_sites: got 0"))
            .anyMatch(problem -> problem.startsWith("largest_count_per_site: got 0")));
  }

  @Test
  void columns_ofAPredicate_areAllItReads() {
    assertThat(everything().cohort().where().columns()).containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  private static QuerySpec everything() {
    Predicate where = new Predicate.And(List.of(
        new Predicate.Everyone(),
        compare("a", Comparison.EQUAL, new Literal.Text("Zoë")),
        compare("b", Comparison.NOT_EQUAL, new Literal.Flag(true)),
        new Predicate.Or(List.of(
            compare("c", Comparison.LESS, new Literal.Number(new BigDecimal("-1.50"))),
            compare("c", Comparison.AT_MOST, new Literal.Number(new BigDecimal("1E+3"))),
            compare("d", Comparison.GREATER, new Literal.Day(LocalDate.of(1969, 7, 20))),
            compare("d", Comparison.AT_LEAST, new Literal.Day(LocalDate.of(2020, 2, 29))))),
        new Predicate.Not(new Predicate.In("e", List.of(new Literal.Text(""), new Literal.Flag(false)))),
        new Predicate.Between("f", new Literal.Number(BigDecimal.ZERO), new Literal.Number(new BigDecimal("99999999999999999999"))),
        new Predicate.IsMissing("g"),
        new Predicate.StartsWith("a", "E75%")));
    SortedMap<String, ParameterValue> inner = new TreeMap<>(Map.of("x", number("1"), "y", new ParameterValue.Flag(true)));
    SortedMap<String, ParameterValue> parameters = new TreeMap<>(Map.of(
        "codes", new ParameterValue.Items(List.of(new ParameterValue.Text("E75.2"), number("-0.001"))),
        "more", new ParameterValue.Fields(inner),
        "empty", new ParameterValue.Items(List.of())));
    return new QuerySpec("Everything", "counts-by-code", new Cohort("patients", where), parameters, RULE);
  }

  private static Predicate compare(String column, Comparison comparison, Literal literal) {
    return new Predicate.Compare(column, comparison, literal);
  }

  private static QuerySpec spec(Predicate where, SortedMap<String, ParameterValue> parameters) {
    return new QuerySpec("q", "mean", new Cohort("t", where), parameters, RULE);
  }

  private static ParameterValue number(String number) {
    return new ParameterValue.Number(new BigDecimal(number));
  }

  private static int indexOf(byte[] bytes, byte octet) {
    return IntStream.range(0, bytes.length).filter(i -> bytes[i] == octet).findFirst().orElseThrow();
  }

  private static byte[] bytes(Object... parts) {
    List<Byte> bytes = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String text) {
        text.chars().forEach(c -> bytes.add((byte) c));
      } else {
        bytes.add(((Integer) part).byteValue());
      }
    }
    byte[] array = new byte[bytes.size()];
    IntStream.range(0, array.length).forEach(i -> array[i] = bytes.get(i));
    return array;
  }
}
