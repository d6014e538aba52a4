package org.jointly.runtime.consent;

/** What a site says to a question. */
public sealed interface Decision {

  /** The site takes part. */
  record Consent() implements Decision {}

  /**
   * The site does not take part.
   *
   * @param clause the policy's clause that says no, such as {@code smallest_minimum_count}
   * @param reason in words, for the analyst and the ledger: what the policy asks and what the question offers
   */
  record Refusal(String clause, String reason) implements Decision {}
}
