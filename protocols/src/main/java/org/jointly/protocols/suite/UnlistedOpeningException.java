package org.jointly.protocols.suite;

/** A program asked to open what the plan does not list. Nothing was sent. Never retried: program and plan disagree. */
public final class UnlistedOpeningException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnlistedOpeningException(String label, int elements, String listed) {
    super("opening \"" + label + "\" of " + elements + " elements is not in the plan, which lists " + listed
        + "; nothing was opened");
  }
}
