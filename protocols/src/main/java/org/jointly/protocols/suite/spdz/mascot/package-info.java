/**
 * MASCOT: material from oblivious transfer, safe if all parties but one work together (Keller, Orsini, Scholl, CCS 2016).
 *
 * <p>Chains of rounds, each for whole vectors. Begin at {@link org.jointly.protocols.suite.spdz.mascot.Mascot}; the order of work is
 * that of {@code MascotMaker.make}: setup between pairs, masks, batches of triples, bits.
 */
package org.jointly.protocols.suite.spdz.mascot;
