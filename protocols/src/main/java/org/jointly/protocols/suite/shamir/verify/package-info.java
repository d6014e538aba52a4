/**
 * The arithmetic of verification: how claims about shared products are made into one, and that one smaller and smaller.
 *
 * <p>Local computation only, on this party's shares; what must be sent is returned, what was received is an argument. Begin at
 * {@link org.jointly.protocols.suite.shamir.verify.Claims}, then {@link org.jointly.protocols.suite.shamir.verify.Compression}.
 */
package org.jointly.protocols.suite.shamir.verify;
