/**
 * What keeps the parties honest: commitments, coins that nobody can predict, and the check of MACs of everything that was opened.
 *
 * <p>Shared by the online phase and by whoever makes material; knows no gate. Begin at {@link
 * org.jointly.protocols.suite.spdz.check.Openings}.
 */
package org.jointly.protocols.suite.spdz.check;
