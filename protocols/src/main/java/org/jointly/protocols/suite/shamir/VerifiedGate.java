package org.jointly.protocols.suite.shamir;

/**
 * A gate that is safe against malicious parties when the session asks for it: what it computes is claimed ({@link
 * ShamirResources#claims}) or needs no communication, what it opens is under a uniform mask and opened with {@link CheckedOpening}.
 *
 * <p>In a malicious session a gate without this mark is refused.
 */
interface VerifiedGate {

  /** Whether it opens a secret of the program: everything claimed so far is verified first. */
  default boolean opens() {
    return false;
  }
}
