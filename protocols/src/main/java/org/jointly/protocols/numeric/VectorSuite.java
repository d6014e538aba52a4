package org.jointly.protocols.numeric;

/** Implemented by a suite's FRESCO {@code Numeric} when the suite has native protocols on whole vectors. */
public interface VectorSuite {
  VectorNumeric vectors();
}
