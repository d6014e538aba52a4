/**
 * Oblivious transfer between two parties: a few by public-key cryptography, and from these as many as wanted by symmetric.
 *
 * <p>Local computation only: what must be sent is returned, what was received is an argument. Begin at {@link
 * org.jointly.protocols.suite.spdz.ot.BaseTransfers}, then {@link org.jointly.protocols.suite.spdz.ot.ExtensionReceiver} and
 * {@link org.jointly.protocols.suite.spdz.ot.ExtensionSender}.
 */
package org.jointly.protocols.suite.spdz.ot;
