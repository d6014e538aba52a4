package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jointly.runtime.consent.LedgerEntry.Kind.ASKED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.CHARGED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.DECIDED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.OPENED;

import java.nio.file.Path;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class QueryPathTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"3, SEMI_HONEST", "5, SEMI_HONEST", "3, MALICIOUS"})
  void ask_forACount_addsUpWhatTheSitesHave(int parties, Adversary adversary) {
    try (TestMesh mesh = new TestMesh(parties, folder, adversary)) {
      for (int i = 0; i < parties; i++) {
        mesh.source(i).answer = TestSource.everyCell(4);
      }
      mesh.start();

      VerifiedOutcome outcome = mesh.ask(TestConsortium.cohortCount());

      assertThat(outcome.reports()).hasSize(parties);
      assertThat(outcome.security().adversary()).isEqualTo(adversary);
      assertThat(outcome.answer().fields().values()).containsEntry("count", new Answer.Whole(4L * parties));
      assertThat(mesh.ledgerKinds(1)).containsExactly(ASKED, DECIDED, CHARGED, OPENED);
    }
  }
}
