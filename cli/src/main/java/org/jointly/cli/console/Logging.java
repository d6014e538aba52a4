package org.jointly.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged, and where: nothing, until a node starts; then to standard error, a line per event with the time, the level and the
 * session. What another party says stays on that line and has nothing in it that a terminal obeys, so that nobody forges lines of their
 * own. A site that wants it otherwise says {@code -Dlogback.configurationFile=FILE} in {@code JOINTLY_JAVA_OPTS}.
 *
 * <p>Logback finds this class by its services file. In code, for reading an XML configuration costs every command 0.2 s.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  static final String PATTERN_DEBUG =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %X{session:--} %logger{0} - %replace(%replace(%msg){'[\\r\\n]+', ' | '})"
          + "{'[\\x00-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]', '?'}%n";
  private static final String PATTERN = PATTERN_DEBUG + "%ex{0}";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (hasOwnFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean hasOwnFile() {
    return System.getProperty("logback.configurationFile") != null;
  }

  /**
   * Begins to log for an operator.
   *
   * @param level {@code error}, {@code warn}, {@code info} or {@code debug}
   * @param debug whether stack traces are wanted
   */
  public static void begin(String level, boolean debug) {
    if (hasOwnFile() || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(debug ? PATTERN_DEBUG : PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    context.getLogger("org.jointly").setLevel(Level.toLevel(level, Level.INFO));
  }
}
