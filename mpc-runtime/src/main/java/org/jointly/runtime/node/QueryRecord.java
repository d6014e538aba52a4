package org.jointly.runtime.node;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.LedgerEntry;
import org.jointly.runtime.consent.LedgerEntry.Kind;
import org.jointly.runtime.consent.RecentCharges;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.RequestCheck;
import org.jointly.runtime.session.RequestCheck.Admitted;
import org.jointly.runtime.session.SeenNonces;
import org.jointly.runtime.wire.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node writes into its ledger about one query, each line on the disk before the next step is taken.
 *
 * <p>Nothing is written of a query that nobody of the roster signed: strangers must not make the ledger grow.
 */
final class QueryRecord {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRecord.class);
  private static final String PROPOSAL = "proposal";
  private static final String NONCE = "nonce";
  private static final String EXPIRES = "expires";

  private final DisclosureLedger ledger;
  private final RecentCharges charges;
  private final Bytes32 proposal;
  private Optional<Bytes32> session = Optional.empty();
  private boolean asked;

  /** @param charges takes note of what is written */
  QueryRecord(DisclosureLedger ledger, RecentCharges charges, Bytes32 proposal) {
    this.ledger = ledger;
    this.charges = charges;
    this.proposal = proposal;
  }

  void asked(Admitted admitted, PartyId home) {
    asked = true;
    append(
        Kind.ASKED,
        Map.of(
            DisclosureLedger.ANALYST, admitted.analyst().name(),
            "home", home.name(),
            "query", admitted.request().spec().id().hex(),
            "statistic", admitted.request().spec().statistic(),
            "name", admitted.request().spec().name(),
            "table", admitted.request().spec().cohort().table(),
            NONCE, admitted.request().nonce().hex(),
            EXPIRES, admitted.request().expiresAt().toString()));
  }

  void consented(QueryPlan plan) {
    append(Kind.DECIDED, Map.of("decision", "consent", "plan", plan.digestHex()));
  }

  void refused(FaultReport why) {
    if (asked) {
      append(Kind.DECIDED, Map.of("decision", "refusal", "reason", why.detail()));
    }
  }

  void charged(Bytes32 id, QueryPlan plan, AnalystId analyst) {
    session = Optional.of(id);
    append(Kind.CHARGED, Map.of("plan", plan.digestHex(), DisclosureLedger.ANALYST, analyst.name()));
  }

  /** Before the first share of an opening is sent. */
  void opening(QueryPlan plan) {
    String openings =
        plan.openings().stream()
            .map(opening -> opening.label() + " x " + opening.length())
            .collect(Collectors.joining(", "));
    String often = plan.maximumLegs() == 1 ? "" : ", " + plan.maximumLegs() + " times at most";
    append(Kind.OPENED, Map.of("plan", plan.digestHex(), "openings", openings + often));
  }

  void aborted(FaultReport why) {
    String party = why.party().map(PartyId::name).orElse("");
    append(Kind.ABORTED, Map.of("family", why.family().name().toLowerCase(Locale.ROOT), "party", party, "reason", why.detail()));
  }

  private void append(Kind kind, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put(PROPOSAL, proposal.hex());
    session.ifPresent(id -> all.put(DisclosureLedger.SESSION, id.hex()));
    try {
      charges.note(ledger.append(kind, all));
    } catch (InvalidConfiguration unwritable) {
      LOG.error("the ledger: {}", unwritable.getMessage());
      throw new InvalidConfiguration("its disclosure ledger cannot be written; its operator finds the reason in the node's log");
    }
  }

  /** The nonces of queries that were asked before the node started and could still be replayed. */
  static SeenNonces seenBefore(List<LedgerEntry> ledger, Instant now) {
    SeenNonces seen = new SeenNonces();
    for (LedgerEntry entry : ledger) {
      if (entry.kind() == Kind.ASKED && entry.fields().containsKey(NONCE) && entry.fields().containsKey(EXPIRES)) {
        Instant forgetAfter = Instant.parse(entry.fields().get(EXPIRES)).plus(RequestCheck.CLOCK_TOLERANCE);
        if (!forgetAfter.isBefore(now)) {
          seen.add(Bytes32.parseHex(entry.fields().get(NONCE)), forgetAfter, now);
        }
      }
    }
    return seen;
  }
}
