/**
 * Shamir sharing over any {@link org.jointly.protocols.field.VectorField}, the keys that parties of a session have in
 * common, and what those keys save: compressed dealings and shared randomness without communication.
 *
 * <p>Local computation only: what must be sent is returned, what was received is an argument. Begin at {@link
 * org.jointly.protocols.sharing.ShamirSharing}, then {@link org.jointly.protocols.sharing.CompressedDealing}.
 */
package org.jointly.protocols.sharing;
