/**
 * A site's node: the only package that composes identity, consent, data, sessions, engine and transport.
 *
 * <p>Begin with {@link org.jointly.runtime.node.QueryPipeline}, the path of a query as one straight line; every node walks it, the home
 * node too. {@link org.jointly.runtime.node.HomeRun} is what the home node does besides: propose, count votes, start, collect reports.
 * {@link org.jointly.runtime.node.Conversations} brings messages to the thread that waits for them, and {@link
 * org.jointly.runtime.node.PartyNode} starts and stops all of it.
 *
 * <p>Threads: one per query as a party, one per query as its home, one that only sorts messages. Logs say who, what and which clause,
 * with the session's id; never a value, a count or a share.
 */
package org.jointly.runtime.node;
