package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.JointlyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailboxTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Mailbox<String> mailbox = new Mailbox<>();

  @Test
  void take_givesMessagesInOrder() throws InterruptedException {
    mailbox.put("first");
    mailbox.put("second");

    assertThat(mailbox.take(LONG)).contains("first");
    assertThat(mailbox.take(LONG)).contains("second");
    assertThat(mailbox.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void fail_wakesWhoWaits_andStays() throws Exception {
    CompletableFuture<JointlyException> woken = new CompletableFuture<>();
    Thread waiting = new Thread(() -> woken.complete(failureOf(mailbox)));
    waiting.start();

    mailbox.fail(new InternalFailure("first"));
    mailbox.fail(new InternalFailure("second"));

    assertThat(woken.get(5, TimeUnit.SECONDS)).hasMessage("first");
    assertThatThrownBy(() -> mailbox.take(LONG)).hasMessage("first");
    assertThat(mailbox.failure()).isPresent();
    waiting.join();
  }

  private static JointlyException failureOf(Mailbox<String> mailbox) {
    try {
      mailbox.take(LONG);
      return null;
    } catch (JointlyException failure) {
      return failure;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
