package org.jointly.protocols.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CodeHierarchyTest {
  /** D is below B and C. */
  private static final CodeHierarchy DIAMOND = of(Map.of("A", List.of("B", "C"), "B", List.of("D"), "C", List.of("D"), "X", List.of()));

  private static CodeHierarchy of(Map<String, List<String>> children) {
    return new CodeHierarchy(new TreeMap<>(children));
  }

  @Test
  void below_ofACode_isItselfAndWhatIsBelowOnAnyWay() {
    assertThat(DIAMOND.below("A")).containsExactlyInAnyOrder("A", "B", "C", "D");
    assertThat(DIAMOND.below("C")).containsExactlyInAnyOrder("C", "D");
    assertThat(DIAMOND.below("D")).containsExactly("D");
    assertThat(DIAMOND.below("unknown")).containsExactly("unknown");
    assertThat(DIAMOND.links()).isEqualTo(4);
    assertThat(DIAMOND.codes()).containsExactlyInAnyOrder("A", "B", "C", "D", "X");
  }

  @Test
  void cyclic_findsACodeThatIsBelowItselfAndNoOther() {
    assertThat(DIAMOND.cyclic()).isEmpty();
    assertThat(of(Map.of()).cyclic()).isEmpty();
    assertThat(of(Map.of("A", List.of("A"))).cyclic()).contains("A");
    assertThat(of(Map.of("R", List.of("Z"), "Z", List.of("Y"), "Y", List.of("Z", "A"), "A", List.of("B"))).cyclic()).get()
        .isIn("Y", "Z");
  }

  @Test
  void at_someCodes_hasWhatIsBelowThemAndNoMore() {
    CodeHierarchy part = DIAMOND.at(List.of("B", "D", "X", "unknown"));

    assertThat(part.children()).isEqualTo(Map.of("B", List.of("D"), "D", List.of(), "X", List.of()));
    assertThat(part.below("B")).isEqualTo(DIAMOND.below("B"));
    assertThat(DIAMOND.at(List.of("A")).codes()).containsExactlyInAnyOrder("A", "B", "C", "D");
  }

  @Test
  void parameter_spellsTheHierarchy() {
    assertThat(CodeHierarchy.of(DIAMOND.toParameter())).contains(DIAMOND);
    assertThat(CodeHierarchy.of(new ParameterValue.Text("hierarchy.csv"))).isEmpty();
    assertThat(CodeHierarchy.of(fields(new ParameterValue.Text("B")))).isEmpty();
    assertThat(CodeHierarchy.of(fields(new ParameterValue.Items(List.of(new ParameterValue.Flag(true)))))).isEmpty();
  }

  /** Many codes below one circle: to look for each of them below itself would take minutes. */
  @Test
  void cyclic_withFiftyThousandCodesBelowTheCircle_findsIt() {
    TreeMap<String, List<String>> chain = new TreeMap<>();
    for (int i = 0; i < 50_000; i++) {
      chain.put("C" + i, List.of("C" + (i + 1)));
    }
    chain.put("X", List.of("Y", "C0"));
    chain.put("Y", List.of("X"));

    assertThat(new CodeHierarchy(chain).cyclic()).get().isIn("X", "Y");
  }

  private static ParameterValue fields(ParameterValue value) {
    return new ParameterValue.Fields(new TreeMap<>(Map.of("A", value)));
  }

  /** A chain, which a recursive search would not survive. */
  @Test
  void hierarchy_ofAHundredThousandLevels_isSearched() {
    TreeMap<String, List<String>> chain = new TreeMap<>();
    for (int i = 0; i < CodeHierarchy.MAXIMUM_LINKS; i++) {
      chain.put("C" + i, List.of("C" + (i + 1)));
    }
    CodeHierarchy hierarchy = new CodeHierarchy(chain);

    assertThat(hierarchy.cyclic()).isEmpty();
    assertThat(hierarchy.below("C0")).hasSize(CodeHierarchy.MAXIMUM_LINKS + 1);
    assertThat(hierarchy.at(List.of("C0")).links()).isEqualTo(CodeHierarchy.MAXIMUM_LINKS);
  }
}
