package org.jointly.runtime.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jointly.runtime.config.YamlNode.Scalar;

/** What an unquoted value is: true or false, a decimal number, a date; everything else, and everything in quotes, is text. */
final class Scalars {
  private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]{1,60}\\.?[0-9]{0,60}|\\.[0-9]{1,60})([eE][+-]?[0-9]{1,2})?");
  /** Decimal places that a query's canonical form has room for. */
  private static final int MAX_SCALE = 100;

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private Scalars() {}

  /** A number, in its written decimal form. */
  static Optional<BigDecimal> number(Scalar scalar) {
    return Optional.of(scalar)
        .filter(plain -> !plain.quoted() && looksLikeNumber(plain.text()))
        .map(plain -> new BigDecimal(plain.text()))
        .filter(number -> Math.abs(number.scale()) <= MAX_SCALE);
  }

  static boolean looksLikeNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  static boolean looksLikeDay(String text) {
    return DAY.matcher(text).matches();
  }

  /** @throws DateTimeException if it looks like a date but is none */
  static Optional<LocalDate> day(Scalar scalar) {
    return !scalar.quoted() && looksLikeDay(scalar.text()) ? Optional.of(LocalDate.parse(scalar.text())) : Optional.empty();
  }

  static Optional<Boolean> flag(Scalar scalar) {
    if (scalar.quoted()) {
      return Optional.empty();
    }
    return switch (scalar.text()) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
