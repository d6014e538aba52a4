package org.jointly.cli.command;

import org.jointly.runtime.party.PartyId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a party's name. */
final class PartyConverter implements ITypeConverter<PartyId> {
  @Override
  public PartyId convert(String text) {
    try {
      return new PartyId(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
