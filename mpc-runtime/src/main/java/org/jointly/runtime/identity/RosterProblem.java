package org.jointly.runtime.identity;

/**
 * One thing wrong with a roster.
 *
 * @param field where, as a path: {@code parties[2].port}
 * @param message what is wrong and what would be right
 */
public record RosterProblem(String field, String message) {}
