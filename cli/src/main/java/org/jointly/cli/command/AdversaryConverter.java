package org.jointly.cli.command;

import java.util.Arrays;
import java.util.List;
import org.jointly.protocols.query.Suggestion;
import org.jointly.protocols.suite.Adversary;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code semi-honest} and {@code malicious}. */
final class AdversaryConverter implements ITypeConverter<Adversary> {
  @Override
  public Adversary convert(String text) {
    return Arrays.stream(Adversary.values())
        .filter(adversary -> adversary.label().equals(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("got '" + text + "'" + Suggestion.hint(text, labels())));
  }

  private static List<String> labels() {
    return Arrays.stream(Adversary.values()).map(Adversary::label).toList();
  }
}
