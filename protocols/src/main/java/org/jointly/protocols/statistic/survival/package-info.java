/**
 * Times until an event: curves, tests, hazards. Begin with {@link org.jointly.protocols.statistic.survival.KaplanMeier}.
 */
package org.jointly.protocols.statistic.survival;
