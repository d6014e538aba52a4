package org.jointly.protocols.suite;

/**
 * Decides, at one party, whether a secret may be opened; asked before any share of the opening is sent.
 *
 * <p>Every opening a program asks for goes through the session's guard, with the label under which the plan lists it. What
 * a protocol opens inside a gate (a value under a uniform mask) is no opening in this sense and does not pass here.
 *
 * <p>Called on the session's thread, once per opening, in program order; an implementation may count.
 */
public interface OpeningGuard {

  /**
   * Returns if {@code elements} field elements may be opened under this label now.
   *
   * @throws UnlistedOpeningException if not; nothing has been sent then
   */
  void check(String label, int elements);

  /**
   * Whether FRESCO's own library may open scalars: it opens values it masked itself, without a label (comparison,
   * inversion). Only for suites that have no vector natives; false unless said otherwise.
   */
  default boolean allowsMaskedScalars() {
    return false;
  }
}
