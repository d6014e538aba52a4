package org.jointly.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500kbit}, {@code 100Mbit} and {@code 1Gbit}, per second; gives bits per second. */
final class BandwidthConverter implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(k|M|G)bit");

  @Override
  public Long convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException("got '" + text + "'; write a bandwidth such as 500kbit, 100Mbit or 1Gbit");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "k" -> number * 1_000;
      case "M" -> number * 1_000_000;
      default -> number * 1_000_000_000;
    };
  }
}
