/**
 * The sealed family of everything that can go wrong, sorted by who must act.
 *
 * <p>{@link org.jointly.runtime.fault.JointlyException} is the root; {@link org.jointly.runtime.fault.FaultReport} is the form in
 * which a failure travels to another party or to the analyst. Messages never contain a secret. Depends only on {@code party}.
 */
package org.jointly.runtime.fault;
