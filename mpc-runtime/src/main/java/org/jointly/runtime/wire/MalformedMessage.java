package org.jointly.runtime.wire;

/** Bytes that are not the encoding of exactly one control message. Says what was got and wanted; who sent it, the transport knows. */
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedMessage(String what) {
    super(what);
  }

  MalformedMessage(String what, Throwable cause) {
    super(what, cause);
  }
}
