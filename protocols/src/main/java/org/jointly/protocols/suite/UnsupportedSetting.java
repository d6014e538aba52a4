package org.jointly.protocols.suite;

/** A suite was asked for something it cannot do; the message says what it can. */
public final class UnsupportedSetting extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnsupportedSetting(String message) {
    super(message);
  }
}
