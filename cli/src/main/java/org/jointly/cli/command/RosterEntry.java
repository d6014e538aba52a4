package org.jointly.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the people of a roster from the command line. */
final class RosterEntry {
  private static final Pattern PARTY = Pattern.compile("([^@=]*)@(.*):([0-9]{1,5})=([^=]*)");
  private static final Pattern ANALYST = Pattern.compile("([^@=]*)=([^=]*)");

  private RosterEntry() {}

  /** {@code north@mpc.north.example:7101=fingerprint}; an IPv6 address may stand in brackets. */
  static final class PartyEntry implements ITypeConverter<Roster.Party> {
    @Override
    public Roster.Party convert(String text) {
      Matcher form = matched(PARTY, text, "NAME@HOST:PORT=FINGERPRINT");
      try {
        String host = form.group(2).replaceFirst("^\\[(.*)]$", "$1");
        int port = Integer.parseInt(form.group(3));
        return new Roster.Party(new PartyId(form.group(1)), host, port, Fingerprint.parse(form.group(4)));
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException("got '" + text + "': " + wrong.getMessage());
      }
    }
  }

  /** {@code anna=fingerprint}. */
  static final class AnalystEntry implements ITypeConverter<Roster.Analyst> {
    @Override
    public Roster.Analyst convert(String text) {
      Matcher form = matched(ANALYST, text, "NAME=FINGERPRINT");
      try {
        return new Roster.Analyst(new AnalystId(form.group(1)), Fingerprint.parse(form.group(2)));
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException("got '" + text + "': " + wrong.getMessage());
      }
    }
  }

  private static Matcher matched(Pattern pattern, String text, String form) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("got '" + text + "'; write " + form);
    }
    return matcher;
  }
}
