package org.jointly.cli.command;

import java.util.Arrays;
import java.util.List;
import org.jointly.protocols.query.Suggestion;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.data.DataSettings.DateFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How CSV files are laid out, as a node's file says under the same names. */
final class CsvOptions {
  @Option(
      names = "--delimiter",
      paramLabel = "CHARACTER",
      defaultValue = ",",
      converter = Delimiter.class,
      description = "What stands between fields, such as \";\" or \"\\t\" (default: \"${DEFAULT-VALUE}\").")
  private char delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "CHARACTER",
      defaultValue = ".",
      converter = Decimal.class,
      description = "\",\" if numbers are written 72,5 (default: \"${DEFAULT-VALUE}\").")
  private char decimal;

  @Option(
      names = "--date-format",
      paramLabel = "FORMAT",
      defaultValue = "yyyy-mm-dd",
      converter = Dates.class,
      description = "How dates are written: dd.mm.yyyy, dd/mm/yyyy, mm/dd/yyyy, yyyymmdd (default: ${DEFAULT-VALUE}).")
  private DateFormat dates;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      description = "A text that stands for no value, as an empty field does, such as NA; may be repeated.")
  private List<String> missing = List.of();

  CsvLayout layout() {
    return new CsvLayout(delimiter, missing, decimal == ',', dates);
  }

  /** Reads one character, or {@code \t}. */
  static final class Delimiter implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      char delimiter = text.equals("\\t") ? '\t' : text.length() == 1 ? text.charAt(0) : '"';
      if (!CsvLayout.isDelimiter(delimiter)) {
        throw new TypeConversionException("got '" + text + "'; write one character, such as \";\" or \"\\t\"");
      }
      return delimiter;
    }
  }

  /** Reads {@code .} and {@code ,}. */
  static final class Decimal implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      if (!text.equals(".") && !text.equals(",")) {
        throw new TypeConversionException("got '" + text + "'; write \".\" or \",\"");
      }
      return text.charAt(0);
    }
  }

  /** Reads {@code dd.mm.yyyy} and the others. */
  static final class Dates implements ITypeConverter<DateFormat> {
    @Override
    public DateFormat convert(String text) {
      List<String> labels = Arrays.stream(DateFormat.values()).map(DateFormat::label).toList();
      return Arrays.stream(DateFormat.values()).filter(format -> format.label().equals(text)).findFirst()
          .orElseThrow(() -> new TypeConversionException("got '" + text + "'" + Suggestion.hint(text, labels)));
    }
  }
}
