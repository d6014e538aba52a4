/**
 * Authenticated links between nodes, and from analysts to nodes. The only package that uses Netty.
 *
 * <p>Begin with {@link org.jointly.runtime.transport.PeerLinks}, a node's transport. {@link
 * org.jointly.runtime.transport.LinkEvents} is what it tells its owner, {@link
 * org.jointly.runtime.transport.SessionEndpoint} what a session thread sends and takes, {@link
 * org.jointly.runtime.transport.NodeClient} the analyst's side.
 *
 * <p>TLS 1.3 with certificates on both sides; a certificate is trusted because its fingerprint is in the roster, for no other reason.
 * Event loops only move bytes: every callback runs on an executor of the caller, and whatever a peer can make us keep is bounded.
 *
 * <pre>
 *   frame   = length (4 bytes, big-endian, of what follows) kind (1) body
 *   hello   = 1  "jointly" version (2)                      first frame in both directions, at most 64 KiB before it
 *   control = 2  one message of {@code wire}
 *   part    = 3  session (32) sequence (8) payload          a piece of a message, more follow
 *   end     = 4  session (32) sequence (8) payload          its last piece
 *   credit  = 5  session (32) total (8)                     how much may have been sent in this session so far
 * </pre>
 *
 * <p><b>Flow control.</b> TCP alone would let one session that does not read stop the link for all others, and two parties that both
 * send before they read would wait for each other. So each session has, per peer and direction, a window: a sender blocks when
 * it has used its credit, and the receiver grants more as its thread takes messages. A receiver that is itself blocked in a
 * send grants up to {@link org.jointly.runtime.transport.TransportSettings#maxQueuedBytes()}, so that mutual bulk sends always drain.
 */
package org.jointly.runtime.transport;
