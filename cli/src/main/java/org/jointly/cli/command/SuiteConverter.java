package org.jointly.cli.command;

import java.util.List;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.query.Suggestion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a suite that there is. */
final class SuiteConverter implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    List<String> names = Catalog.standard().suiteNames();
    if (!names.contains(text)) {
      throw new TypeConversionException("got '" + text + "'" + Suggestion.hint(text, names));
    }
    return text;
  }
}
