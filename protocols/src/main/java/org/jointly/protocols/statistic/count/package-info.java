/**
 * How many patients there are: in a cohort, with a code, left after a criterion, per stratum, per person-time. Begin with {@link
 * org.jointly.protocols.statistic.count.CohortCount}.
 */
package org.jointly.protocols.statistic.count;
