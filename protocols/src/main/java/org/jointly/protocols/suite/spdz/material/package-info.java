/**
 * Authenticated shares and what is made of them beforehand: the contract between the online phase of the suite and whoever makes
 * its material.
 *
 * <p>Begin at {@link org.jointly.protocols.suite.spdz.material.MaterialMaker}. Knows neither how material is made nor what for.
 */
package org.jointly.protocols.suite.spdz.material;
