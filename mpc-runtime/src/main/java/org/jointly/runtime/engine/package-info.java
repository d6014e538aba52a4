/**
 * Runs an agreed plan at one party, and translates what goes wrong there into {@code fault}, once.
 *
 * <p>Begin with {@link org.jointly.runtime.engine.Engine}. It knows plans, suites and FRESCO's network, but neither links nor policies
 * nor databases. {@link org.jointly.runtime.engine.FlightRecord} tells Java's Flight Recorder of every session, step and round.
 */
package org.jointly.runtime.engine;
