package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.jointly.runtime.consent.LedgerEntry.Kind.ABORTED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.OPENED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.node.TamperedSuite.Tampering;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The third of three real nodes sends something else than it should; the analyst hears who it was, and nothing is opened. */
@Timeout(60)
class QueryTamperingTest {
  /** The first frames to both peers are the setup's; the next ones carry the inputs. */
  private static final int SETUP_FRAMES = 2;

  @TempDir Path folder;
  private TestMesh mesh;
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    mesh.close();
  }

  @Test
  void ask_withATruncatedFrame_namesTheSender() {
    assertViolation(onInputs((network, to, frame, number) -> network.send(to, Arrays.copyOf(frame, frame.length - 1))));
  }

  @Test
  void ask_withATrailingByte_namesTheSender() {
    assertViolation(onInputs((network, to, frame, number) -> network.send(to, Arrays.copyOf(frame, frame.length + 1))));
  }

  @Test
  void ask_withAnEmptyFrame_namesTheSender() {
    assertViolation(onInputs((network, to, frame, number) -> network.send(to, new byte[0])));
  }

  @Test
  void ask_withASetupFrameOnceMore_namesTheSender() {
    byte[][] kept = new byte[4][];
    assertViolation((network, to, frame, number) -> {
      if (number < SETUP_FRAMES) {
        kept[to] = frame;
      }
      network.send(to, number < SETUP_FRAMES ? frame : kept[to]);
    });
  }

  @Test
  void ask_withAShareOutOfTheField_namesTheSender() {
    assertViolation(onInputs((network, to, frame, number) -> {
      byte[] high = frame.clone();
      Arrays.fill(high, high.length - Long.BYTES, high.length, (byte) 0xff);
      network.send(to, high);
    }));
  }

  @Test
  void ask_ofAPartyThatHangsInTheMiddle_namesItAtTheDeadline() {
    start(onInputs((network, to, frame, number) -> hang()));

    DeadlineExceeded late =
        catchThrowableOfType(
            DeadlineExceeded.class, () -> mesh.ask(TestConsortium.cohortCount(), Duration.ofSeconds(3)));

    gate.countDown();
    assertThat(late.party()).contains(mesh.party(2));
    assertNothingOpened();
  }

  private void hang() {
    try {
      gate.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Tampering onInputs(Tampering tampering) {
    return (network, to, frame, number) -> {
      if (number < SETUP_FRAMES) {
        network.send(to, frame);
      } else {
        tampering.send(network, to, frame, number);
      }
    };
  }

  private void assertViolation(Tampering tampering) {
    start(tampering);

    ProtocolViolation violation =
        catchThrowableOfType(ProtocolViolation.class, () -> mesh.ask(TestConsortium.cohortCount()));

    assertThat(violation).as("a violation").isNotNull();
    assertThat(violation.party()).contains(mesh.party(2));
    assertNothingOpened();
  }

  private void start(Tampering tampering) {
    mesh = new TestMesh(3, folder);
    mesh.seat(2).catalog = TamperedSuite.catalog(tampering);
    mesh.start();
  }

  private void assertNothingOpened() {
    mesh.awaitIdle();
    for (int i = 0; i < 2; i++) {
      assertThat(mesh.ledgerKinds(i)).endsWith(ABORTED).doesNotContain(OPENED);
    }
  }
}
