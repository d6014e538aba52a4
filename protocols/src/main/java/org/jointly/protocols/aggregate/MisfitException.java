package org.jointly.protocols.aggregate;

import java.util.List;

/** A site's own numbers do not fit what the plan says about them. Nothing was sent; the message holds no value. */
public final class MisfitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MisfitException(List<String> misfits) {
    super("the local aggregate does not fit the plan: " + String.join("; ", misfits) + "; nothing was sent");
  }
}
