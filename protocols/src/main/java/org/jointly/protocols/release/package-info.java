/**
 * What may leave the sharing, and the gate that applies the rule while everything is still shared.
 *
 * <p>Opens nothing itself; only {@code plan} opens what the gate has cleared. Knows no statistic and no suite. Begin with
 * {@link org.jointly.protocols.release.Release}, then {@link org.jointly.protocols.release.ReleaseGate}.
 */
package org.jointly.protocols.release;
