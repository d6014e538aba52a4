package org.jointly.protocols.query;

/** Bytes that are not the canonical form of anything, or a value too large to have one. Says where, never what. */
public final class CanonicalFormException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public CanonicalFormException(String message) {
    super(message);
  }
}
