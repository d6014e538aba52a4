/**
 * The statistics: one final class each, with definition, source, leakage, rounds and bytes.
 *
 * <p>A statistic is compiled into three pure verbs: what a site computes ({@code local}), what is computed on the shared
 * sums ({@code joint}), and the arithmetic on what was opened ({@code report}). It names no suite, opens nothing, reads
 * no data. Each kind of question has a package of its own; {@code parameter}, {@code report} and {@code disclosure} are for all. Begin with
 * {@link org.jointly.protocols.statistic.Statistic}, then
 * {@link org.jointly.protocols.statistic.count.CohortCount}.
 */
package org.jointly.protocols.statistic;
