/**
 * How groups or columns differ or go together: tables, tests, effects over sites as strata. Begin with {@link
 * org.jointly.protocols.statistic.comparison.TTest}.
 */
package org.jointly.protocols.statistic.comparison;
