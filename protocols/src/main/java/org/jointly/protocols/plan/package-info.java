/**
 * From a question to its plan, and from the plan to its answer: the only place where anything is opened.
 *
 * <p>Pure: every node plans for itself, and equal questions in equal settings give equal plans, digest for digest. Begin
 * with {@link org.jointly.protocols.plan.QueryPlanner}, then {@link org.jointly.protocols.plan.JointRun}.
 */
package org.jointly.protocols.plan;
