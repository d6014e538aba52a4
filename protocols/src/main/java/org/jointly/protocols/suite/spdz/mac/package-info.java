/**
 * What keeps everybody to the truth when no majority is honest: values with shares of their product with a key nobody knows,
 * coins that nobody chooses, and the check that both meet in.
 *
 * <p>Used by preprocessing and online phase alike. Begin at {@link org.jointly.protocols.suite.spdz.mac.Authenticated} and {@link
 * org.jointly.protocols.suite.spdz.mac.MacCheck}.
 */
package org.jointly.protocols.suite.spdz.mac;
