package org.jointly.runtime.node;

/**
 * One thing a check of a node's configuration found.
 *
 * @param text what was looked at and what was found; of a problem also what would be right
 */
public record NodeFinding(Severity severity, String text) {

  /** How much it matters. */
  public enum Severity {
    OK,
    /** The node would start, but somebody should look. */
    WARNING,
    /** The node would not start, or not work. */
    PROBLEM
  }

  static NodeFinding ok(String text) {
    return new NodeFinding(Severity.OK, text);
  }

  static NodeFinding warning(String text) {
    return new NodeFinding(Severity.WARNING, text);
  }

  static NodeFinding problem(String text) {
    return new NodeFinding(Severity.PROBLEM, text);
  }
}
