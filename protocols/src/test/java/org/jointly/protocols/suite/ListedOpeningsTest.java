package org.jointly.protocols.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ListedOpeningsTest {
  private final ListedOpenings openings = ListedOpenings.of(Map.of("keep", 3L));

  @Test
  void check_withinTheList_passesUntilUsedUp() {
    assertThatCode(() -> {
      openings.check("keep", 2);
      openings.check("keep", 1);
      openings.check("keep", 0);
    }).doesNotThrowAnyException();

    assertThatThrownBy(() -> openings.check("keep", 1))
        .isInstanceOf(UnlistedOpeningException.class)
        .hasMessage("opening \"keep\" of 1 elements is not in the plan, which lists 0 more elements under this label;"
            + " nothing was opened");
  }

  @Test
  void check_ofMoreThanListed_isRefusedAndUsesNothingUp() {
    assertThatThrownBy(() -> openings.check("keep", 4)).isInstanceOf(UnlistedOpeningException.class);

    assertThatCode(() -> openings.check("keep", 3)).doesNotThrowAnyException();
  }

  @Test
  void check_ofAnUnknownLabel_isRefused() {
    assertThatThrownBy(() -> openings.check("total", 0))
        .isInstanceOf(UnlistedOpeningException.class)
        .hasMessageContaining("lists only [keep]");
  }

  @Test
  void maskedScalars_areAllowedOnlyOnRequest() {
    assertThat(openings.allowsMaskedScalars()).isFalse();
    assertThat(openings.allowingMaskedScalars().allowsMaskedScalars()).isTrue();
  }
}
