package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimitedLogTest {
  @Test
  void warn_ofAFlood_writesAFewLinesAndCountsTheRest() {
    AtomicLong now = new AtomicLong();
    Logger logger = (Logger) LoggerFactory.getLogger("flood");
    logger.setAdditive(false);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    RateLimitedLog log = new RateLimitedLog(logger, now::get);

    for (int i = 0; i < 1000; i++) {
      log.warn("knock");
    }
    now.addAndGet(10_000_000_000L);
    log.warn("knock");
    log.warn("knock");

    assertThat(lines.list).hasSize(RateLimitedLog.LINES + 2);
    assertThat(lines.list.get(RateLimitedLog.LINES).getFormattedMessage()).isEqualTo("knock (and 995 lines like this left out)");
    assertThat(lines.list.get(RateLimitedLog.LINES + 1).getFormattedMessage()).isEqualTo("knock");
  }
}
