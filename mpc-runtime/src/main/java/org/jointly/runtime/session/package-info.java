/**
 * What the parties of one query say to each other before and after they compute, and the network they compute over.
 *
 * <p>A session begins with a signed {@link org.jointly.runtime.session.QueryRequest}, goes on with one signed {@link
 * org.jointly.runtime.session.Ballot} per party, and exists once {@link org.jointly.runtime.session.Agreement} has found all of
 * them in order; it ends with one signed {@link org.jointly.runtime.session.SessionReport} per party. These are pure: messages in,
 * messages out. {@link org.jointly.runtime.session.SessionNetwork} is FRESCO's network over the links. Nothing here touches data,
 * policy or files.
 */
package org.jointly.runtime.session;
