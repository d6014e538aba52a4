package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.party.PartyId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the others and the analyst see when a node dies, falls silent or is not the one they know. */
final class NodeFailureIT {
  private static final int MANY = 20_000;

  private Consortium consortium;

  @BeforeEach
  void prepare() throws IOException {
    consortium = new Consortium(List.of("north", "south", "west"));
    for (String site : consortium.sites()) {
      Path diagnoses = consortium.site(site).resolve("diagnoses.csv");
      Map<String, Integer> patients = IntStream.range(0, MANY).boxed().collect(Collectors.toMap(i -> "C" + i, i -> 1 + i % 10));
      Diagnoses.write(diagnoses, site, patients);
      consortium.tables(site, Map.of("diagnoses", diagnoses));
    }
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    consortium.close();
  }

  /** The query is large, so that the node still reads its records when the signal comes. */
  @Test
  void nodeKilledMidQuery_endsTheQueryEverywhere_andTheNextOneWorksWhenItIsBack() throws Exception {
    consortium.start();
    List<String> codes = IntStream.range(0, MANY).mapToObj(i -> "C" + i).toList();
    long begun = System.nanoTime();

    Jointly.Running asking = consortium.asking(Queries.counts("diagnoses", codes, 11));
    Consortium.await("west is charged", () -> Consortium.read(consortium.ledger("west")).contains("\"charged\""));
    consortium.kill("west");
    Jointly.Run run = Jointly.await(asking);

    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err()).contains("west");
    assertThat(run.out()).isEmpty();
    assertThat(run.hasStackTrace()).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(30);
    for (String site : List.of("north", "south")) {
      Consortium.await(site + " gives up", () -> Consortium.read(consortium.ledger(site)).contains("\"aborted\""));
      assertThat(Files.readString(consortium.ledger(site))).contains("west").doesNotContain("\"opened\"");
      assertThat(Jointly.run("ledger", "verify", consortium.ledger(site)).exit()).isZero();
    }

    Jointly.Run alone = Jointly.run("node", "status", "--config", consortium.site("north").resolve("node.yaml"), "--output", "json");
    assertThat(alone.exit()).as("its key lasts two days, which is the first trouble: %s", alone).isEqualTo(5);
    assertThat(alone.out()).contains("{\"peer\": \"south\", \"connected\": true").contains("{\"peer\": \"west\", \"connected\": false");

    consortium.launch("west");
    consortium.awaitReady("west");
    Consortium.await("north has west again", () -> answersAgain());
    Jointly.Run well = Jointly.run("node", "status", "--config", consortium.site("north").resolve("node.yaml"), "--output", "json");
    assertThat(well.out()).contains("{\"peer\": \"west\", \"connected\": true").doesNotContain("cannot be reached");
    assertThat(Jointly.run("ledger", "verify", consortium.ledger("west")).exit()).isZero();
  }

  private boolean answersAgain() {
    try {
      Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("C9", "C0"), 11), "--output", "csv");
      return run.exit() == 0 && run.out().lines().toList().equals(List.of("code,count", "C9,30", "C0,<11"));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void nodeThatIsNotThere_isNamed() throws Exception {
    consortium.launch("north");
    consortium.launch("south");
    Consortium.await("north listens", () -> Consortium.read(consortium.site("north").resolve("out")).contains("listening"));

    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("C1"), 11));

    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err()).contains("west");
    assertThat(run.hasStackTrace()).isFalse();
  }

  /** At west's address somebody answers with a key that is not west's: the others run on, and say whose key is wrong. */
  @Test
  void peerWithAnotherKey_doesNotKeepTheOthersFromRunning() throws Exception {
    Path folder = consortium.folder();
    Fingerprint other = Consortium.identity("west", folder.resolve("other"), Clock.systemUTC());
    Fingerprint expected = RosterFile.read(consortium.roster()).party(new PartyId("west")).orElseThrow().fingerprint();
    Jointly.write(folder.resolve("other.yaml"), consortium.rosterText("it").replace(expected.toString(), other.toString()));
    Path node = consortium.site("west").resolve("node.yaml");
    Files.writeString(node, Files.readString(node).replace("identity: identity", "identity: ../other").replace("../roster.yaml", "../other.yaml"));

    for (String site : consortium.sites()) {
      consortium.launch(site);
    }
    Consortium.await("north has met the other key",
        () -> Consortium.read(consortium.site("north").resolve("log")).contains("party west: unknown fingerprint " + other));
    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("C1"), 11));

    assertThat(run.exit()).as(run.toString()).isEqualTo(5);
    assertThat(run.err()).contains("west", other.toString());
    assertThat(consortium.log("north")).doesNotContain("has stopped");
  }

  @Test
  void homeNodeThatIsNotThere_isNamed() throws Exception {
    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("C1"), 11));

    assertThat(run.exit()).as(run.toString()).isEqualTo(4);
    assertThat(run.err()).contains("north");
    assertThat(run.hasStackTrace()).isFalse();
  }

  /** West's file has another consortium name, so another digest; keys and addresses are the same. */
  @Test
  void nodeWithAnotherRoster_isNamed_beforeAnyDataIsTouched() throws Exception {
    Jointly.write(consortium.folder().resolve("other.yaml"), consortium.rosterText("other"));
    Path node = consortium.site("west").resolve("node.yaml");
    Files.writeString(node, Files.readString(node).replace("../roster.yaml", "../other.yaml"));
    consortium.start();

    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("C1"), 11));

    assertThat(run.exit()).as(run.toString()).isNotZero().isNotEqualTo(70);
    assertThat(run.err()).contains("roster", "west");
    assertThat(run.hasStackTrace()).isFalse();
    for (String site : consortium.sites()) {
      assertThat(Consortium.read(consortium.ledger(site))).doesNotContain("\"charged\"");
    }
  }
}
