package org.jointly.protocols.suite;

/** What the parties that work together against the others are assumed to do. */
public enum Adversary {
  /** They follow the protocol and try to learn from what they see. */
  SEMI_HONEST("semi-honest"),
  /** They do whatever they like; the others notice and abort before anything is opened. */
  MALICIOUS("malicious");

  private final String label;

  Adversary(String label) {
    this.label = label;
  }

  /** The word used in files and reports. */
  public String label() {
    return label;
  }
}
