package org.jointly.runtime.transport;

/** A frame that is not allowed; the link it came over is closed. */
final class FrameViolation extends RuntimeException {
  private static final long serialVersionUID = 1;

  FrameViolation(String what) {
    super(what);
  }
}
