/**
 * What keeps everybody to the truth when no majority is honest: coins that nobody chooses, a transcript that all must have in common,
 * and the check of MACs in which both are used.
 *
 * <p>Used by preprocessing and online phase alike. Begin at {@link org.jointly.protocols.suite.spdz.mac.MacCheck}.
 */
package org.jointly.protocols.suite.spdz.mac;
