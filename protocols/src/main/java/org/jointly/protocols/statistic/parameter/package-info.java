/**
 * What a query says under a statistic's own keys, read with every problem at its key. Begin with {@link
 * org.jointly.protocols.statistic.parameter.ParameterReader}.
 */
package org.jointly.protocols.statistic.parameter;
