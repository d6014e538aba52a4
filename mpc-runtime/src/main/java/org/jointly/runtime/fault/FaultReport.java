package org.jointly.runtime.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jointly.runtime.party.PartyId;

/**
 * A failure as it travels: in an Abort to the other parties, in a vote that refuses, in a reply to the analyst.
 *
 * <p>The text is cleaned on both sides: control characters (terminal escapes, forged log lines) become {@code ?}, and what exceeds
 * {@link #MAX_TEXT} characters is cut.
 *
 * @param family who must act
 * @param party the party it is about, if one is known
 * @param detail what happened; lines separated by {@code \n}; no secret
 * @param millis for {@link FaultFamily#DEADLINE_EXCEEDED} how long was waited, otherwise 0
 */
public record FaultReport(FaultFamily family, Optional<PartyId> party, String detail, long millis) {
  /** Characters of detail that travel. */
  public static final int MAX_TEXT = 4096;

  public FaultReport {
    Objects.requireNonNull(family);
    Objects.requireNonNull(party);
    detail = clean(detail);
    if (millis < 0) {
      throw new IllegalArgumentException("waited " + millis + " ms, but time does not run backwards");
    }
  }

  /** The report of any failure; of one that is not ours only its class is told, for its message may hold a value. */
  public static FaultReport of(Throwable failure) {
    if (failure instanceof DeadlineExceeded late) {
      return new FaultReport(late.family(), late.party(), late.detail(), Math.max(0, late.millis()));
    }
    if (failure instanceof JointlyException ours) {
      return new FaultReport(ours.family(), ours.party(), ours.detail(), 0);
    }
    String kind = failure.getClass().getSimpleName();
    return new FaultReport(
        FaultFamily.INTERNAL, Optional.empty(), "internal failure (" + kind + "); see that node's log", 0);
  }

  /**
   * The report of a failure that happened at a party, naming that party unless the failure already names one.
   *
   * @param where the party that reports
   */
  public static FaultReport of(Throwable failure, PartyId where) {
    FaultReport report = of(failure);
    return report.party.isPresent()
        ? report
        : new FaultReport(report.family, Optional.of(where), report.detail, report.millis);
  }

  /**
   * The report as it came from a party: about that party, if it names none, and otherwise with who says so at its end, whatever the report
   * itself says and however long it is.
   */
  public FaultReport saidBy(PartyId by) {
    PartyId blamed = party.orElse(by);
    if (blamed.equals(by)) {
      return new FaultReport(family, Optional.of(by), detail, millis);
    }
    String reporter = " (reported by " + by + ")";
    String said = detail.substring(0, Math.min(detail.length(), MAX_TEXT - reporter.length()));
    return new FaultReport(family, party, said + reporter, millis);
  }

  /** The failure this reports, to be thrown here. Only a list of problems has several lines: another's second would pass for a failure. */
  public JointlyException toException() {
    PartyId about = party.orElse(null);
    String line = detail.replace('\n', ' ');
    return switch (family) {
      case INVALID_QUERY -> new InvalidQuery(about, detail, lines(about));
      case INVALID_CONFIGURATION -> new InvalidConfiguration(
          about, detail, lines(about).stream().map(problem -> new InvalidConfiguration.Problem("", 0, problem)).toList());
      case IDENTITY -> new IdentityFailure(about, line);
      case PEER_UNAVAILABLE -> new PeerUnavailable(about, line);
      case DEADLINE_EXCEEDED -> new DeadlineExceeded(about, millis, line);
      case REFUSED -> new Refused(about, line);
      case BUSY -> new Busy(about, line);
      case PROTOCOL_VIOLATION -> new ProtocolViolation(about, line);
      case DATA -> new DataFailure(about, line);
      case ABORTED -> new Aborted(about, line);
      case INTERNAL -> new InternalFailure(about, line);
    };
  }

  /** Problems are told one by one, so each names the party. */
  private List<String> lines(PartyId about) {
    return Arrays.stream(detail.split("\n", -1))
        .map(line -> about == null ? line : "party " + about + ": " + line)
        .toList();
  }

  private static String clean(String text) {
    String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 3) + "...";
    StringBuilder clean = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      boolean printable = c == '\n' || !(Character.isISOControl(c) || Character.isSurrogate(c) || isReordering(c));
      clean.append(printable ? c : '?');
    }
    return clean.toString();
  }

  /** Unicode line separators and bidirectional controls, which make a log line read as another. */
  private static boolean isReordering(char c) {
    return c == '\u2028' || c == '\u2029' || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }
}
