package org.jointly.protocols.plan;

import org.jointly.protocols.suite.Adversary;

/**
 * What the roster fixes for every query.
 *
 * @param suite the suite's name in the catalogue
 */
public record Setting(int parties, String suite, Adversary adversary) {}
