/**
 * Single operations as a statistic, for {@code jointly profile}; not in the standard catalogue.
 */
package org.jointly.protocols.statistic.primitive;
