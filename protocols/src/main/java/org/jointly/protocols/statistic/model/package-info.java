/**
 * Regressions. Begin with {@link org.jointly.protocols.statistic.model.LinearRegression}; what the iterative ones have in common
 * is in {@code Glm}.
 */
package org.jointly.protocols.statistic.model;
