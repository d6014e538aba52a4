/**
 * The SPDZ suite: secrets as additive shares with additive MACs, safe if all parties but one work together against it.
 *
 * <p>Material (products, bits, masks) is made beforehand, see {@link org.jointly.protocols.suite.spdz.material}; the gates here
 * consume it. Whatever is opened is checked by its MACs ({@code suite.spdz.check}) before a result leaves a party and again before
 * a program sees it.
 */
package org.jointly.protocols.suite.spdz;
