package org.jointly.runtime.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects every problem of a roster. */
final class RosterCheck {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?|::1?");
  private static final int MAX_NAME = 100;
  private static final int MAX_PORT = 65_535;

  private final List<RosterProblem> problems = new ArrayList<>();
  private final Map<Object, String> seen = new HashMap<>();

  private RosterCheck() {}

  static List<RosterProblem> problems(
      String consortium, List<Roster.Party> parties, List<Roster.Analyst> analysts, String suite) {
    RosterCheck check = new RosterCheck();
    check.name("consortium", consortium);
    check.name("suite", suite);
    if (parties.size() < Roster.MIN_PARTIES) {
      check.add("parties", "needs at least " + Roster.MIN_PARTIES + " parties, got " + parties.size());
    }
    for (int i = 0; i < parties.size(); i++) {
      check.party("parties[" + i + "]", parties.get(i));
    }
    for (int i = 0; i < analysts.size(); i++) {
      check.analyst("analysts[" + i + "]", analysts.get(i));
    }
    return List.copyOf(check.problems);
  }

  private void name(String field, String value) {
    if (value.isBlank() || value.length() > MAX_NAME || value.chars().anyMatch(Character::isISOControl)) {
      add(field, "needs a name of 1 to " + MAX_NAME + " printable characters");
    }
  }

  private void party(String field, Roster.Party party) {
    unique(field + ".id", party.id(), "party " + party.id());
    if (!HOST.matcher(party.host()).matches()) {
      add(field + ".host", "needs a host name or an IP address");
    }
    if (party.port() < 1 || party.port() > MAX_PORT) {
      add(field + ".port", "needs a port from 1 to " + MAX_PORT + ", got " + party.port());
    }
    String address = party.host().toLowerCase(Locale.ROOT) + " port " + party.port();
    unique(field + ".host", address, "address " + address);
    unique(field + ".fingerprint", party.fingerprint(), "fingerprint " + party.fingerprint());
    party.displayName().ifPresent(name -> name(field + ".displayName", name));
  }

  private void analyst(String field, Roster.Analyst analyst) {
    unique(field + ".id", analyst.id(), "analyst " + analyst.id());
    unique(field + ".fingerprint", analyst.fingerprint(), "fingerprint " + analyst.fingerprint());
  }

  private void unique(String field, Object value, String shown) {
    String first = seen.putIfAbsent(value, field);
    if (first != null) {
      add(field, shown + " is used already by " + first + "; each must have its own");
    }
  }

  private void add(String field, String message) {
    problems.add(new RosterProblem(field, message));
  }
}
