package org.jointly.protocols.plan;

import org.jointly.protocols.query.Answer;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.round.RoundTrace;

/**
 * What a party has at the end of a session, all of it public.
 *
 * @param opened by the last leg
 * @param legs how many there were; each opened all that the plan lists
 * @param trace what this party sent, the setup round included
 */
public record Outcome(Answer answer, Opened opened, int legs, RoundTrace trace) {}
