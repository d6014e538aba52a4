/**
 * How one numeric column is distributed. Begin with {@link org.jointly.protocols.statistic.distribution.Mean}.
 */
package org.jointly.protocols.statistic.distribution;
